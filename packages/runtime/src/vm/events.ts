import type { SupervisorReport } from '../behaviours/supervisor/report.ts'
import type { CrashReport } from '../machine/crash-report.ts'
import type { LongSchedule } from '../machine/monitoring.ts'
import type { SchedulerDown } from './deaths.ts'

/** What a VM emits. */
export interface VMEvents {
  /** A scheduler's thread has ended, its processes with it (exit reason `'schedulerDown'`), and another one has taken its place. With a listener, nothing is printed. */
  schedulerDown: [down: SchedulerDown]
  /** A process has ended by an uncaught exception. With a listener, nothing is printed. */
  crash: [report: CrashReport]
  /**
   * A slice took longer than the option `longSchedule`: what it has called should be a `dirty` call. Looked for only while somebody listens: with a
   * listener, one more thread counts the time.
   */
  longSchedule: [report: LongSchedule]
  /** What `supervise` has started has ended by itself, and abnormally: a ProcessExit. Without a listener Node ends with it. */
  error: [error: Error]
  /** A supervisor tells of a child's exit, or of its own. With a listener, nothing is printed. */
  supervisor: [report: SupervisorReport]
}
