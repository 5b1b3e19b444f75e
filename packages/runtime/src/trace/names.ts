import { identityOf } from '../functions/registry.ts'
import { inspect } from '../inspect.ts'
import type { ProcessRecord } from '../process/record.ts'
import type { ProcessFunction } from '../process/suspension.ts'
import type { TraceRing } from './ring.ts'

/** Different texts that a scheduler gives numbers. Chosen: a program has thousands of functions; labels may be made up without end. */
const MOST_TEXTS = 2 ** 14

/** The number of a text that is used once, in the entry behind it. */
export const TEXT_ONCE = 1
const FIRST_TEXT = 2

/** A process's names, as numbers of texts; 0 for none. */
export interface TracedNames {
  /** What its slices are called. */
  readonly name: number
  /** The function that it was started with, and where that is. */
  readonly call: number
}

/** Gives texts numbers, and says them once each in the ring. */
export class TraceNames {
  readonly #ring: TraceRing
  readonly #nameOf: (name: number) => string
  readonly #texts = new Map<string, number>()
  readonly #functions = new WeakMap<ProcessFunction, TracedNames>()
  readonly #labels = new WeakMap<object, number>()
  #next = FIRST_TEXT

  /** `nameOf` tells a registered name by its number. */
  constructor(ring: TraceRing, nameOf: (name: number) => string) {
    this.#ring = ring
    this.#nameOf = nameOf
  }

  /** A process is called by its label, else by its registered name, else by the function that it was started with. */
  of({ fn, rare }: ProcessRecord): TracedNames {
    if (rare === null) return this.#ofFunction(fn)
    const kept = rare.dictionary?.get('$initialCall')
    const names = this.#ofFunction(typeof kept === 'function' ? (kept as ProcessFunction) : fn)
    const name = this.#ofRare(rare.label, rare.name)
    return name === 0 ? names : { name, call: names.call }
  }

  #ofRare(label: unknown, name: number): number {
    if (label === undefined) return name === -1 ? 0 : this.#numberOf(this.#nameOf(name))
    if (typeof label === 'string') return this.#numberOf(label)
    if (typeof label !== 'object' || label === null) return this.#numberOf(inspect(label))
    // To print one takes longer than many a slice.
    const known = this.#labels.get(label)
    if (known !== undefined) return known
    const number = this.#numberOf(inspect(label))
    if (number !== 0) this.#labels.set(label, number)
    return number
  }

  #ofFunction(fn: ProcessFunction): TracedNames {
    const known = this.#functions.get(fn)
    if (known !== undefined) return known
    const identity = identityOf(fn)
    const name = identity?.name ?? (fn.name || '(anonymous)')
    const url = identity?.url
    const names = { name: this.#numberOf(name), call: this.#numberOf(url === undefined ? name : `${name} ${url}`) }
    // Otherwise there was no room in the ring; there may be another time.
    if (names.name !== 0 && names.call !== 0) this.#functions.set(fn, names)
    return names
  }

  #numberOf(text: string): number {
    const known = this.#texts.get(text)
    if (known !== undefined) return known
    if (this.#texts.size >= MOST_TEXTS || !this.#ring.writeText(this.#next, text)) return 0
    this.#texts.set(text, this.#next)
    return this.#next++
  }
}
