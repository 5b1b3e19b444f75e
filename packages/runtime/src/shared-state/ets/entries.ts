/** What a table keeps: an array, of which one element is the key. */
export type Row = readonly unknown[]

/** The rows with one key: one in a set, several in a bag, the oldest first. */
export class Entry {
  readonly key: unknown
  rows: Row[]
  /** Neighbours in the order of the table; only hashed entries use them. */
  previous: Entry | null = null
  next: Entry | null = null

  constructor(key: unknown) {
    this.key = key
    this.rows = []
  }
}

/** The entries of a table by key, in an order that does not change as long as nothing is inserted or deleted. */
export interface Entries extends Iterable<Entry> {
  find(key: unknown): Entry | undefined
  /** The entry of a key; a new one without rows if there is none. */
  open(key: unknown): Entry
  remove(entry: Entry): void
  clear(): void
  first(): Entry | undefined
  last(): Entry | undefined
  /** The entry behind a key. `'unknown'` if the key is not there and its place cannot be told. */
  after(key: unknown): Entry | undefined | 'unknown'
  before(key: unknown): Entry | undefined | 'unknown'
}
