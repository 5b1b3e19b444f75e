import type { Happening } from '../observed.ts'

/** What has happened since the VM is observed, counted. */
export class Tally {
  /** By scheduler. */
  readonly crashes: number[]
  readonly longSchedules: number[]
  readonly schedulerDowns: number[]
  /** Children that supervisors have started again. */
  restarts = 0

  constructor(schedulers: number) {
    const zeros = (): number[] => new Array<number>(schedulers).fill(0)
    this.crashes = zeros()
    this.longSchedules = zeros()
    this.schedulerDowns = zeros()
  }

  add(happening: Happening): void {
    switch (happening.kind) {
      case 'crash':
        raise(this.crashes, happening.scheduler)
        return
      case 'longSchedule':
        raise(this.longSchedules, happening.scheduler)
        return
      case 'schedulerDown':
        raise(this.schedulerDowns, happening.scheduler)
        return
      case 'supervisor':
        if (happening.restarts) this.restarts++
    }
  }
}

function raise(counts: number[], scheduler: number): void {
  counts[scheduler - 1] = (counts[scheduler - 1] ?? 0) + 1
}
