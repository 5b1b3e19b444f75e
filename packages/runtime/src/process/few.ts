/**
 * A map for relations between processes: most processes have none or one, a server may have 100,000. One entry is kept in the object
 * itself, which spares a Map (200 bytes and 100 ns) for every process that is linked to or watched by one other.
 */
export class Few<K extends number, V> {
  #key: K | undefined
  #value: V | undefined
  #map: Map<K, V> | null

  constructor() {
    this.#key = undefined
    this.#value = undefined
    this.#map = null
  }

  get size(): number {
    if (this.#map !== null) return this.#map.size
    return this.#key === undefined ? 0 : 1
  }

  has(key: K): boolean {
    return this.#map !== null ? this.#map.has(key) : this.#key === key
  }

  get(key: K): V | undefined {
    if (this.#map !== null) return this.#map.get(key)
    return this.#key === key ? this.#value : undefined
  }

  set(key: K, value: V): void {
    if (this.#map !== null) {
      this.#map.set(key, value)
    } else if (this.#key === undefined || this.#key === key) {
      this.#key = key
      this.#value = value
    } else {
      this.#map = new Map<K, V>([
        [this.#key, this.#value as V],
        [key, value],
      ])
      this.#key = undefined
      this.#value = undefined
    }
  }

  /** Takes an entry out; undefined if there is none. */
  take(key: K): V | undefined {
    if (this.#map !== null) {
      const value = this.#map.get(key)
      this.#map.delete(key)
      return value
    }
    if (this.#key !== key) return undefined
    const value = this.#value
    this.#key = undefined
    this.#value = undefined
    return value
  }

  /** Calls `visit` for each entry, in the order in which they were set; it must not change this map. */
  each(visit: (key: K, value: V) => void): void {
    if (this.#map !== null) for (const [key, value] of this.#map) visit(key, value)
    else if (this.#key !== undefined) visit(this.#key, this.#value as V)
  }

  keys(): K[] {
    const keys: K[] = []
    this.each((key) => {
      keys.push(key)
    })
    return keys
  }
}
