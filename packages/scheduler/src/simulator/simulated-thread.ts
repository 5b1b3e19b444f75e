import type { Host } from '../scheduler/host.ts'
import type { SimulatedClock } from './simulated-clock.ts'
import type { SimulatedLink } from './simulated-link.ts'

/** A thread that is none: the simulator decides when its event loop does what. */
export class SimulatedThread implements Host {
  /** Spinning would wait for somebody who cannot run meanwhile. */
  readonly spinFor = 0
  readonly crowded = false
  readonly slicesPerTurn: number
  readonly wander: (() => number) | null
  /** To the other endpoints, by endpoint. */
  readonly links: (SimulatedLink | undefined)[]
  readonly #clock: SimulatedClock
  #turn: (() => void) | undefined
  #turnRequested = false
  /** Milliseconds on the clock. */
  alarm = Number.POSITIVE_INFINITY

  constructor(
    clock: SimulatedClock,
    links: (SimulatedLink | undefined)[],
    slicesPerTurn: number,
    wander: (() => number) | null = null,
  ) {
    this.#clock = clock
    this.links = links
    this.slicesPerTurn = slicesPerTurn
    this.wander = wander
  }

  /** Gives the thread its work: what to call for a turn. */
  host(turn: () => void): void {
    this.#turn = turn
  }

  now(): number {
    return this.#clock.now
  }

  requestTurn(): void {
    this.#turnRequested = true
  }

  sleepUntil(due: number): void {
    this.alarm = due
  }

  /** Number of things that its event loop could do now. */
  get choices(): number {
    let choices = this.#turnRequested ? 1 : 0
    if (this.alarm <= this.#clock.now) choices++
    for (const link of this.links) if (link?.pending) choices++
    return choices
  }

  /** Does one of them. */
  step(choice: number): void {
    let left = choice
    if (this.#turnRequested && left-- === 0) {
      this.#turnRequested = false
      this.#turn?.()
      return
    }
    if (this.alarm <= this.#clock.now && left-- === 0) {
      this.alarm = Number.POSITIVE_INFINITY
      this.#turn?.()
      return
    }
    for (const link of this.links) {
      if (link?.pending && left-- === 0) {
        link.bring()
        return
      }
    }
  }
}
