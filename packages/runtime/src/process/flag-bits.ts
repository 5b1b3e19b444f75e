/** Bits of `ProcessRecord.flags`: what few processes are, and what a slice or a delivery must look at. */
export const Flag = {
  /** Exit signals become messages. */
  trapExit: 1,
  /** Suspended by another process: gets no slice. */
  suspended: 2,
  /** Became runnable while it was suspended. */
  postponed: 4,
  /** A fatal exit signal came while it was running: it ends with this slice. */
  dying: 8,
  /** Has a limit of messages in its mailbox. */
  limited: 16,
  /** Its mailbox is long, and whoever called `System.monitor` knows. */
  longQueue: 32,
  /** Has called `System.monitor`. */
  monitors: 64,
  /** Works for its parent alone, as most tasks of a stream do; its dictionary does not say so yet, see `dictionaryOf`. */
  descends: 128,
} as const
