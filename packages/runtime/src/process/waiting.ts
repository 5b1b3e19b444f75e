import type { ProcessRecord } from './record.ts'

/** What a suspended process waits for. */
export interface Waiting {
  /** Whether this message ends the wait; then it is handed over and never enters the mailbox. */
  accepts(process: ProcessRecord, message: unknown): boolean
  /** The process exits while it waits: drop timers and the like. */
  abandon(process: ProcessRecord): void
}
