import { type Entries, Entry } from './entries.ts'
import { compareTerms } from './term-order.ts'

/** A full chunk is split in two. Chosen: moving 256 pointers costs about what a search costs. */
const CHUNK = 512

/**
 * Entries in the order of their keys: sorted chunks of sorted entries. Finding takes two binary searches; inserting and removing also move at
 * most a chunk, and the list of chunks once every few hundred times.
 */
export class SortedEntries implements Entries {
  /** None is empty, except when it is the only one. */
  #chunks: Entry[][] = [[]]

  find(key: unknown): Entry | undefined {
    const chunk = this.#chunkOf(key)
    const entry = chunk[place(chunk, key)]
    return entry !== undefined && compareTerms(entry.key, key) === 0 ? entry : undefined
  }

  open(key: unknown): Entry {
    const at = this.#indexOf(key)
    const chunk = this.#chunks[at] as Entry[]
    const i = place(chunk, key)
    const known = chunk[i]
    if (known !== undefined && compareTerms(known.key, key) === 0) return known
    const entry = new Entry(key)
    chunk.splice(i, 0, entry)
    if (chunk.length > CHUNK) this.#chunks.splice(at + 1, 0, chunk.splice(CHUNK / 2))
    return entry
  }

  remove(entry: Entry): void {
    const at = this.#indexOf(entry.key)
    const chunk = this.#chunks[at] as Entry[]
    chunk.splice(place(chunk, entry.key), 1)
    if (chunk.length === 0 && this.#chunks.length > 1) this.#chunks.splice(at, 1)
  }

  clear(): void {
    this.#chunks = [[]]
  }

  first(): Entry | undefined {
    return this.#chunks[0]?.[0]
  }

  last(): Entry | undefined {
    return this.#chunks.at(-1)?.at(-1)
  }

  after(key: unknown): Entry | undefined {
    const at = this.#indexOf(key)
    const chunk = this.#chunks[at] as Entry[]
    let i = place(chunk, key)
    const entry = chunk[i]
    if (entry !== undefined && compareTerms(entry.key, key) === 0) i += 1
    return chunk[i] ?? this.#chunks[at + 1]?.[0]
  }

  before(key: unknown): Entry | undefined {
    const at = this.#indexOf(key)
    const chunk = this.#chunks[at] as Entry[]
    return chunk[place(chunk, key) - 1] ?? this.#chunks[at - 1]?.at(-1)
  }

  *[Symbol.iterator](): IterableIterator<Entry> {
    for (const chunk of this.#chunks) yield* chunk
  }

  #chunkOf(key: unknown): Entry[] {
    return this.#chunks[this.#indexOf(key)] as Entry[]
  }

  /** Index of the last chunk whose first key is not greater; 0 if there is none. */
  #indexOf(key: unknown): number {
    let low = 0
    let high = this.#chunks.length - 1
    while (low < high) {
      const middle = (low + high + 1) >>> 1
      const [first] = this.#chunks[middle] as Entry[]
      if (compareTerms((first as Entry).key, key) <= 0) low = middle
      else high = middle - 1
    }
    return low
  }
}

/** Index of the first entry of a chunk whose key is not smaller. */
function place(chunk: readonly Entry[], key: unknown): number {
  let low = 0
  let high = chunk.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (compareTerms((chunk[middle] as Entry).key, key) < 0) low = middle + 1
    else high = middle
  }
  return low
}
