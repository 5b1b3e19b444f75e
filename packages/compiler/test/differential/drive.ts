// Runs a program from its first step to its end, and says what could be seen of it.

import { inspect } from 'node:util'
import { execution, PREEMPTED } from '../../src/support/index.ts'
import { type Effects, makeEffects, PAUSED, type Process, type World } from './effects.ts'
import { move } from './move.ts'
import { snapshot } from './snapshot.ts'

export type Main = (t: Effects) => Process<unknown>

export interface Outcome {
  readonly ended: 'returned' | 'threw' | 'did not end'
  /** A snapshot of what it returned or threw. */
  readonly value: unknown
  readonly trace: readonly unknown[]
  /** What its suspensions said, preemptions left out. */
  readonly suspensions: readonly unknown[]
}

/** Reductions for the slice that begins; asked before every one. */
export type Budget = () => number

/** No slice ends for want of reductions, unless a program loops for ever. */
export const unlimited: Budget = () => 1_000_000
/** Suspends wherever compiled code can be suspended. */
export const everySite: Budget = () => 0

/** Small budgets that differ from slice to slice, the same for the same seed. */
export function randomBudget(seed: number): Budget {
  let state = seed >>> 0
  return () => {
    // mulberry32
    state = (state + 0x6d2b79f5) >>> 0
    let x = Math.imul(state ^ (state >>> 15), state | 1)
    x ^= x + Math.imul(x ^ (x >>> 7), x | 61)
    return ((x ^ (x >>> 14)) >>> 0) % 7
  }
}

/** More slices than any program of the test-bed needs. */
const MOST_SLICES = 50_000
/** With `unlimited`, a program that uses up its reductions does not end. */
const MOST_PREEMPTIONS_UNLIMITED = 1

/** One run; `step` runs a slice and says whether there are more. */
export class Run {
  readonly trace: unknown[] = []
  readonly suspensions: unknown[] = []
  ended: Outcome['ended'] = 'did not end'
  value: unknown = undefined
  readonly #budget: Budget
  readonly #iterator: Iterator<unknown, unknown, unknown> | undefined
  #slices = 0
  #preemptions = 0

  readonly #moves: boolean

  constructor(main: Main, world: World, budget: Budget, moves = false) {
    this.#budget = budget
    this.#moves = moves
    const effects = makeEffects(world, this.trace)
    execution.reductions = budget()
    this.#iterator = this.#guard(() => main(effects)[Symbol.iterator]())
  }

  step(): boolean {
    const iterator = this.#iterator
    if (iterator === undefined || this.ended !== 'did not end') return false
    if (++this.#slices > MOST_SLICES) return false
    if (this.#budget === unlimited && this.#preemptions > MOST_PREEMPTIONS_UNLIMITED) return false
    if (this.#moves) move(iterator)
    execution.reductions = this.#budget()
    // Read at once: a Step gives the same result object each time.
    const result = this.#guard(() => {
      const { done, value } = iterator.next(undefined)
      return { done, value }
    })
    if (result === undefined) return false
    if (result.done) {
      this.ended = 'returned'
      this.value = snapshot(result.value)
      return false
    }
    if (result.value === PREEMPTED) this.#preemptions++
    else this.suspensions.push(result.value === PAUSED ? 'paused' : snapshot(result.value))
    return true
  }

  outcome(): Outcome {
    const { ended, value, trace, suspensions } = this
    return { ended, value, trace, suspensions }
  }

  #guard<T>(body: () => T): T | undefined {
    try {
      return body()
    } catch (error) {
      this.ended = 'threw'
      this.value = snapshot(error)
      return undefined
    }
  }
}

/** `moves`: before each slice what can move is moved. */
export function drive(main: Main, world: World, budget: Budget, moves = false): Outcome {
  const run = new Run(main, world, budget, moves)
  while (run.step()) {}
  return run.outcome()
}

/** Two runs of one program that take turns, as two processes of a scheduler do. */
export function driveTwo(main: Main, seed: number): readonly [Outcome, Outcome] {
  const first = new Run(main, 'steps', randomBudget(seed))
  const second = new Run(main, 'steps', randomBudget(seed + 1))
  for (let more = true; more; ) {
    const one = first.step()
    const two = second.step()
    more = one || two
  }
  return [first.outcome(), second.outcome()]
}

export function show(outcome: Outcome): string {
  return inspect(outcome, { depth: 12, breakLength: 150, maxArrayLength: 200 })
}
