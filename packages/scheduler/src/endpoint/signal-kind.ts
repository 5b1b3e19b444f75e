/** Kinds of signals from endpoint to endpoint; the executor's own begin at `firstExecutorKind`. */
export const SignalKind = {
  /** A process, pushed to its new owner. */
  arrive: 0,
  /** From a thief to its victim: these slots are mine now; forward what you hold for them. */
  stolen: 1,
  /** An executor's message to another executor. */
  notice: 2,
  /** Part of a recovery from the death of a scheduler, see recovery/words.ts. */
  recovery: 3,
  /** Never sent: stands for a signal that was lost with a scheduler, so that the tickets behind it can be delivered. */
  lost: 4,
  firstExecutorKind: 8,
} as const
