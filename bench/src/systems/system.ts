import type { Outcome, SystemName, Workload } from '../harness/workload.ts'

/** When a system's code is compiled, which is what warming up is about. */
export type Compilation = 'whenLoaded' | 'whileRunning'

export interface StartOptions {
  readonly schedulers: number
  /** The Node that runs the hosts of the JavaScript systems. */
  readonly node: string
}

/** How the harness reaches one system: is it there, and a process of it that stays up for all runs of a workload. */
export interface System {
  readonly name: SystemName
  /** What it warms up for: of code that is compiled while it runs, the first seconds are no measure of the others. */
  readonly compiled: Compilation
  /** Threads that compute when asked for so many; `plain` always answers 1. */
  schedulers(asked: number): number
  /** `undefined` when it can run, else what is missing and the command that installs it. */
  missing(): string | undefined
  /** What is installed, for the report; asked only when `missing` is undefined. */
  version?(): string
  start(options: StartOptions): Promise<RunningSystem>
}

export interface RunningSystem {
  /** Runs the work once and gives what the system measured around it. Rejects when the system fails or falls silent. */
  run(workload: Workload, sizes: readonly number[]): Promise<Outcome>
  stop(): Promise<void>
}
