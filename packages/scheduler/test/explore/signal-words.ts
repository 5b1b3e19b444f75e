import type { SignalRingPlace } from '../../src/endpoint/signal-ring.ts'

/** Room for a signal with a short text, and not for a process. */
const CAPACITY = 64
const PLACE_WORDS = 3 + CAPACITY / 4

/** Words of all signal rings of a world. */
export function signalWords(schedulers: number): number {
  return (schedulers + 1) ** 2 * PLACE_WORDS
}

/** The ring from one endpoint to another, in a world whose signal rings begin at word `base`. */
export function signalRing(base: number, schedulers: number, from: number, to: number): SignalRingPlace {
  const at = base + (from * (schedulers + 1) + to) * PLACE_WORDS
  return { head: at, tail: at + 1, posted: at + 2, entries: at + 3, capacity: from === 0 || to === 0 ? 0 : CAPACITY }
}

/** Whether an endpoint's thread would find something in a ring. */
export function hasEntries(control: Int32Array, base: number, schedulers: number, to: number): boolean {
  for (let from = 1; from <= schedulers; from++) {
    const { head, tail } = signalRing(base, schedulers, from, to)
    if (control[head] !== control[tail]) return true
  }
  return false
}
