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
  accepts(process: ProcessRecord, message: unknown): Accept
  /** The process exits while it waits: drop timers and the like. */
  abandon(process: ProcessRecord): void
}
