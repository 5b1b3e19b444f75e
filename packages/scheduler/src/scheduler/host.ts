/** What a scheduler asks of the thread it lives in: a worker's event loop, or the simulator. */
export interface Host {
  /** The VM's clock: milliseconds with fractions, the same on all threads, never going back. */
  now(): number
  /** Runs `Scheduler.turn` once, soon, after the event loop has had its turn. */
  requestTurn(): void
  /** The scheduler parks: run `turn` when the clock reads `due` (Infinity: not by time), or when a parcel comes. */
  sleepUntil(due: number): void
  /** How long an idle scheduler looks at its inbox before it parks, in milliseconds. 0: not at all. */
  readonly spinFor: number
  /** There are more schedulers than cores. */
  readonly crowded: boolean
  /** The simulator's: to which scheduler a process that has started shall go before it gets its slice. Null on threads. */
  readonly wander: (() => number) | null
  /** Slices a turn may run at the most; Infinity on a thread, few in the simulator so that turns interleave finely. */
  readonly slicesPerTurn: number
}
