/** What endpoints say to each other in a recovery: a u8, and behind it the number of the recovery, u32. */
export const Word = {
  /** Main to a survivor. Who has died u8, the survivors' number u8 and they u8. An extra: the way to the successor. */
  begin: 1,
  /** Survivor to survivor. The round u8. */
  marker: 2,
  /** Survivor to main: the last round is over. A number u32 and the pids of processes that were on their way here and will never come. */
  settled: 3,
  /** Main to a survivor. Who has died u8, a number u32 and the pids of all that have died. An extra: the graves, see casualties.ts. */
  bury: 4,
  /** Survivor to main: everybody here has been told. */
  buried: 5,
  /** Main to the successor. A number u32 and the slots of the dead u32, which are free now. */
  reclaim: 6,
} as const
