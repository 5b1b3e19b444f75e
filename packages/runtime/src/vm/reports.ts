import type { EventEmitter } from 'node:events'
import { formatSupervisorReport, type SupervisorReport } from '../behaviours/supervisor/report.ts'
import { type CrashReport, formatCrash } from '../machine/crash-report.ts'
import type { LongSchedule } from '../machine/monitoring.ts'
import { formatSchedulerDown, type SchedulerDown } from './deaths.ts'
import type { VMEvents } from './events.ts'
import type { Follower } from './observing.ts'

/** What a VM tells: to those who observe it, and by its events; printed if nobody listens. */
export class Reports {
  readonly #vm: EventEmitter<VMEvents>
  /** Has schedulers look for long slices if somebody wants to hear of them. */
  readonly #watchSlices: (somebody: boolean) => void
  readonly #followers = new Set<Follower>()
  /** Those that want to hear of long slices. */
  readonly #sliceFollowers = new Set<Follower>()

  constructor(vm: EventEmitter<VMEvents>, watchSlices: (somebody: boolean) => void) {
    this.#vm = vm
    this.#watchSlices = watchSlices
    // Schedulers look for long slices only while somebody wants to hear of them.
    const emitter = vm as EventEmitter
    emitter.on('newListener', (event) => {
      if (event === 'longSchedule') watchSlices(true)
    })
    emitter.on('removeListener', (event) => {
      if (event === 'longSchedule') watchSlices(this.#hasSliceListener)
    })
  }

  crash(report: CrashReport): void {
    for (const follower of this.#followers) follower.crash(report)
    if (this.#vm.emit('crash', report) || report.awaited) return
    process.stderr.write(`${formatCrash(report)}\n`)
  }

  longSchedule(report: LongSchedule): void {
    for (const follower of this.#followers) follower.longSchedule(report)
    this.#vm.emit('longSchedule', report)
  }

  supervisor(report: SupervisorReport): void {
    for (const follower of this.#followers) follower.supervisor(report)
    if (!this.#vm.emit('supervisor', report)) process.stderr.write(`${formatSupervisorReport(report)}\n`)
  }

  schedulerDown(down: SchedulerDown): void {
    for (const follower of this.#followers) follower.schedulerDown(down)
    if (!this.#vm.emit('schedulerDown', down)) process.stderr.write(`${formatSchedulerDown(down)}\n`)
  }

  /** Tells a follower from now on, `slices`: also of long slices; until the function that it returns is called. */
  follow(follower: Follower, slices: boolean): () => void {
    this.#followers.add(follower)
    if (slices) this.#sliceFollowers.add(follower)
    this.#watchSlices(this.#hasSliceListener)
    return () => {
      this.#followers.delete(follower)
      this.#sliceFollowers.delete(follower)
      this.#watchSlices(this.#hasSliceListener)
    }
  }

  get #hasSliceListener(): boolean {
    return this.#sliceFollowers.size > 0 || this.#vm.listenerCount('longSchedule') > 0
  }
}
