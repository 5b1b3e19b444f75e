/** Up to so many objects an array is scanned, beyond it a Map is asked. Chosen: a message of tuples in tuples stays below. */
const SCAN_MAX = 12

/**
 * The objects met in one term, each with what became of it: its copy, or its number on the wire. One Seen serves all
 * terms of a thread, one after another; a getter that sends while its own object is being copied opens a term inside a
 * term, so terms nest like a stack. Nothing is held after `close`.
 */
export class Seen {
  /** How many objects the open term has shown so far. */
  count: number
  private readonly sources: unknown[]
  private readonly results: unknown[]
  /** Where the open term's entries start; those below belong to the terms around it. */
  private base: number
  private map: Map<object, unknown> | undefined
  private readonly outer: { base: number; count: number; map: Map<object, unknown> | undefined }[]
  private depth: number

  constructor() {
    this.count = 0
    this.sources = new Array<unknown>(SCAN_MAX).fill(undefined)
    this.results = new Array<unknown>(SCAN_MAX).fill(undefined)
    this.base = 0
    this.map = undefined
    this.outer = []
    this.depth = 0
  }

  open(): void {
    if (this.depth++ > 0) {
      this.outer.push({ base: this.base, count: this.count, map: this.map })
      this.base += Math.min(this.count, SCAN_MAX)
      this.count = 0
      this.map = undefined
    }
  }

  close(): void {
    const scanned = this.base + Math.min(this.count, SCAN_MAX)
    for (let i = this.base; i < scanned; i++) {
      this.sources[i] = undefined
      this.results[i] = undefined
    }
    this.depth -= 1
    const outer = this.outer.pop()
    this.base = outer === undefined ? 0 : outer.base
    this.count = outer === undefined ? 0 : outer.count
    this.map = outer === undefined ? undefined : outer.map
  }

  /** What became of `source`, or undefined. */
  find(source: object): unknown {
    const map = this.map
    if (map !== undefined) return map.get(source)
    const sources = this.sources
    for (let i = this.base, end = i + this.count; i < end; i++) {
      if (sources[i] === source) return this.results[i]
    }
    return undefined
  }

  add(source: object, result: unknown): void {
    const index = this.count++
    const map = this.map
    if (map !== undefined) {
      map.set(source, result)
    } else if (index < SCAN_MAX) {
      this.sources[this.base + index] = source
      this.results[this.base + index] = result
    } else {
      this.spill(source, result)
    }
  }

  private spill(source: object, result: unknown): void {
    const map = new Map<object, unknown>()
    for (let i = this.base; i < this.base + SCAN_MAX; i++) map.set(this.sources[i] as object, this.results[i])
    map.set(source, result)
    this.map = map
  }
}
