import { isPrimitive, textOf } from '../term-key.ts'
import { type Entries, Entry } from './entries.ts'

/** Entries found by hashing, chained in the order in which their keys were first inserted. */
export class HashedEntries implements Entries {
  readonly #primitive = new Map<unknown, Entry>()
  /** Compound keys, by their text. */
  readonly #compound = new Map<string, Entry>()
  #first: Entry | null = null
  #last: Entry | null = null

  find(key: unknown): Entry | undefined {
    return isPrimitive(key) ? this.#primitive.get(key) : this.#compound.get(textOf('Ets', key))
  }

  open(key: unknown): Entry {
    const known = this.find(key)
    if (known !== undefined) return known
    const entry = new Entry(key)
    if (isPrimitive(key)) this.#primitive.set(key, entry)
    else this.#compound.set(textOf('Ets', key), entry)
    entry.previous = this.#last
    if (this.#last === null) this.#first = entry
    else this.#last.next = entry
    this.#last = entry
    return entry
  }

  remove(entry: Entry): void {
    const { key, previous, next } = entry
    if (isPrimitive(key)) this.#primitive.delete(key)
    else this.#compound.delete(textOf('Ets', key))
    if (previous === null) this.#first = next
    else previous.next = next
    if (next === null) this.#last = previous
    else next.previous = previous
  }

  clear(): void {
    this.#primitive.clear()
    this.#compound.clear()
    this.#first = null
    this.#last = null
  }

  first(): Entry | undefined {
    return this.#first ?? undefined
  }

  last(): Entry | undefined {
    return this.#last ?? undefined
  }

  after(key: unknown): Entry | undefined | 'unknown' {
    const entry = this.find(key)
    return entry === undefined ? 'unknown' : (entry.next ?? undefined)
  }

  before(key: unknown): Entry | undefined | 'unknown' {
    const entry = this.find(key)
    return entry === undefined ? 'unknown' : (entry.previous ?? undefined)
  }

  *[Symbol.iterator](): IterableIterator<Entry> {
    for (let entry = this.#first; entry !== null; entry = entry.next) yield entry
  }
}
