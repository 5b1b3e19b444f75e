import type { ProcessRecord } from './record.ts'

export const Accept = {
  /** Not this message: it is put into the mailbox. */
  no: 0,
  /** The message ends the wait; it is handed over and never enters the mailbox. */
  yes: 1,
  /** The process itself must look (a predicate threw, and the error belongs to it, or sent it a message): it is put into the mailbox, and the process resumed. */
  look: 2,
} as const
export type Accept = (typeof Accept)[keyof typeof Accept]

/** What a suspended process waits for. */
export interface Waiting {
  /** True of a receive: all messages in the mailbox have been examined for it. */
  readonly receiving: boolean
  /** It has no state, and gives what is handed over as it is: a process that is handed a message goes on behind it at once. */
  readonly stateless: boolean
  accepts(process: ProcessRecord, message: unknown): Accept
  /** The process exits while it waits: drop timers and the like. */
  abandon(process: ProcessRecord): void
}
