import { type SharedMemory, Statistic } from '@multibeam/scheduler'

/** What a scheduler has done since the VM started. */
export interface SchedulerStatistics {
  /** From 1. */
  scheduler: number
  /** Share of its time that the scheduler ran processes, 0 to 1. */
  utilization: number
  /** Processes that could run, when the scheduler last looked. */
  runQueue: number
  /** Slices run. */
  contextSwitches: number
  spawned: number
  exited: number
  stealsTried: number
  stealsWon: number
  /** Processes that came from other schedulers, and went to them. */
  processesIn: number
  processesOut: number
  signalsSent: number
  signalsReceived: number
  batchesSent: number
  bytesSent: number
  parks: number
  spins: number
  /** Event-loop turns. */
  turns: number
  /** Bytes of JavaScript heap in use, as of the scheduler's last look (about once a second). */
  heapUsed: number
  /** Bytes of JavaScript heap reserved, as of the same look. */
  heapTotal: number
}

/** One entry a scheduler, in order. `now` is the VM's clock in milliseconds. */
export function readStatistics(memory: SharedMemory, now: number): SchedulerStatistics[] {
  return Array.from({ length: memory.layout.options.schedulers }, (_, i) => {
    const read = (which: number): number => memory.statistics[memory.layout.statistic(i + 1, which)] as number
    const lived = now - read(Statistic.startedAt)
    return {
      scheduler: i + 1,
      utilization: lived > 0 ? Math.min(1, read(Statistic.busy) / lived) : 0,
      runQueue: read(Statistic.runQueue),
      contextSwitches: read(Statistic.contextSwitches),
      spawned: read(Statistic.spawned),
      exited: read(Statistic.exited),
      stealsTried: read(Statistic.stealsTried),
      stealsWon: read(Statistic.stealsWon),
      processesIn: read(Statistic.processesIn),
      processesOut: read(Statistic.processesOut),
      signalsSent: read(Statistic.signalsSent),
      signalsReceived: read(Statistic.signalsReceived),
      batchesSent: read(Statistic.batchesSent),
      bytesSent: read(Statistic.bytesSent),
      parks: read(Statistic.parks),
      spins: read(Statistic.spins),
      turns: read(Statistic.turns),
      heapUsed: read(Statistic.heapUsed),
      heapTotal: read(Statistic.heapTotal),
    }
  })
}

/** Processes alive, the main thread's mailbox not counted. */
export function countProcesses(memory: SharedMemory): number {
  let count = 0
  for (let endpoint = 1; endpoint < memory.layout.endpoints; endpoint++) {
    count += memory.statistics[memory.layout.statistic(endpoint, Statistic.spawned)] as number
    count -= memory.statistics[memory.layout.statistic(endpoint, Statistic.exited)] as number
  }
  return count
}
