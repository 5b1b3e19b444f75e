/** Where the table of names stands. Words are those of one Int32Array, bytes those of a Uint8Array over the same buffer. */
export interface NamePlace {
  /** Word: entries ever reserved. Writers: any, with compare-and-exchange. */
  entryCount: number
  /** Word: bytes of the arena ever reserved. Writers: any, with compare-and-exchange. */
  bytesUsed: number
  /** First word of the entries, even: `ENTRY_WORDS` each. */
  entries: number
  mostEntries: number
  /** First word of the buckets: an entry's index + 1, 0 while empty. Writers: any, with compare-and-exchange, once. */
  buckets: number
  /** A power of two above `mostEntries`, so that one bucket always stays empty. */
  bucketCount: number
  /** First byte of the arena. */
  arena: number
  arenaBytes: number
}

/**
 * Words of an entry. Two words taken as one 64-bit integer: the pid of the process that holds the name, or 0. Writers: the thread
 * that owns the process, with compare-and-exchange.
 */
export const HOLDER = 0
/** The name's first byte in the arena. Writer: whoever reserved the entry, before a bucket tells others of it. */
export const OFFSET = 2
/** Twice the name's UTF-16 code units, plus 1 if it takes two bytes a unit, not one (Latin-1). Writer: as OFFSET. */
export const LENGTH = 3
export const ENTRY_WORDS = 4

/**
 * The names of the VM, in shared memory: interned for good, each held by one process or by none. Lock-free.
 *
 * The protocol, and why it is right, is in README.md beside this file. It imports nothing, so that the explorer can run it.
 */
export class NameWords {
  private readonly words: Int32Array
  private readonly bytes: Uint8Array
  private readonly holders: BigInt64Array
  private readonly place: NamePlace

  constructor(buffer: SharedArrayBuffer, place: NamePlace) {
    const { bucketCount, mostEntries } = place
    if ((bucketCount & (bucketCount - 1)) !== 0 || bucketCount <= mostEntries)
      throw new RangeError(`names: ${bucketCount} buckets for ${mostEntries} names; it must be a greater power of two`)
    this.words = new Int32Array(buffer)
    this.bytes = new Uint8Array(buffer)
    this.holders = new BigInt64Array(buffer)
    this.place = place
  }

  /** The index of a name, a new one if need be; -1 when there is no room for it. */
  intern(name: string): number {
    const { buckets, bucketCount } = this.place
    let bucket = this.hash(name) & (bucketCount - 1)
    let mine = -1
    for (;;) {
      let entry = Atomics.load(this.words, buckets + bucket) - 1
      if (entry < 0) {
        if (mine < 0) mine = this.append(name)
        if (mine < 0) return -1
        entry = Atomics.compareExchange(this.words, buckets + bucket, 0, mine + 1) - 1
        if (entry < 0) return mine
      }
      if (this.isNamed(entry, name)) return entry
      bucket = (bucket + 1) & (bucketCount - 1)
    }
  }

  /** The index of a name, or -1 if it has not been interned. */
  find(name: string): number {
    const { buckets, bucketCount } = this.place
    let bucket = this.hash(name) & (bucketCount - 1)
    for (;;) {
      const entry = Atomics.load(this.words, buckets + bucket) - 1
      if (entry < 0 || this.isNamed(entry, name)) return entry
      bucket = (bucket + 1) & (bucketCount - 1)
    }
  }

  /** Entries reserved, the unused ones of lost races included. */
  count(): number {
    return Atomics.load(this.words, this.place.entryCount)
  }

  /** Gives the name to a process; false, and nothing is changed, if one has it, be it this one. */
  claim(index: number, pid: number): boolean {
    return Atomics.compareExchange(this.holders, this.holderOf(index), 0n, BigInt(pid)) === 0n
  }

  /** Takes the name from a process; false, and nothing is changed, if it does not have it. */
  release(index: number, pid: number): boolean {
    const holder = BigInt(pid)
    return Atomics.compareExchange(this.holders, this.holderOf(index), holder, 0n) === holder
  }

  /** The pid of the process that holds the name now, or 0. */
  holder(index: number): number {
    return Number(Atomics.load(this.holders, this.holderOf(index)))
  }

  /** Where the characters of an entry stand; the index must have come from somebody who found or interned it. */
  range(index: number): { from: number; to: number; wide: boolean } {
    const at = this.place.entries + index * ENTRY_WORDS
    const length = this.words[at + LENGTH] as number
    const from = this.words[at + OFFSET] as number
    const wide = length & 1
    return { from, to: from + ((length >> 1) << wide), wide: wide === 1 }
  }

  /** The name's place among the 64-bit integers. */
  private holderOf(index: number): number {
    return (this.place.entries + index * ENTRY_WORDS + HOLDER) >> 1
  }

  /** Writes a new entry that nobody can see yet; -1 when there is no room. */
  private append(name: string): number {
    const { entries, entryCount, mostEntries, arena, bytesUsed, arenaBytes } = this.place
    const units = name.length
    const wide = this.isWide(name) ? 1 : 0
    // The bytes first: a name too long for what is left costs no entry.
    const offset = this.reserve(bytesUsed, units << wide, arenaBytes)
    if (offset < 0) return -1
    const index = this.reserve(entryCount, 1, mostEntries)
    if (index < 0) return -1
    const from = arena + offset
    for (let unit = 0; unit < units; unit++) {
      const code = name.charCodeAt(unit)
      this.bytes[from + (unit << wide)] = code
      if (wide === 1) this.bytes[from + (unit << 1) + 1] = code >> 8
    }
    const at = entries + index * ENTRY_WORDS
    this.words[at + OFFSET] = from
    this.words[at + LENGTH] = (units << 1) | wide
    return index
  }

  /** Adds to a counter unless that exceeds its limit, so that failures leave no trace; the counter before, or -1. */
  private reserve(counter: number, more: number, most: number): number {
    for (;;) {
      const before = Atomics.load(this.words, counter)
      if (more > most - before) return -1
      if (Atomics.compareExchange(this.words, counter, before, before + more) === before) return before
    }
  }

  /** Plain reads: the bucket that told of the entry was exchanged after they had been written. */
  private isNamed(index: number, name: string): boolean {
    const at = this.place.entries + index * ENTRY_WORDS
    const length = this.words[at + LENGTH] as number
    if (length >> 1 !== name.length) return false
    const wide = length & 1
    const from = this.words[at + OFFSET] as number
    for (let unit = 0; unit < name.length; unit++) {
      let code = this.bytes[from + (unit << wide)] as number
      if (wide === 1) code |= (this.bytes[from + (unit << 1) + 1] as number) << 8
      if (code !== name.charCodeAt(unit)) return false
    }
    return true
  }

  private isWide(name: string): boolean {
    return /[\u0100-\uffff]/.test(name)
  }

  /** FNV-1a over the code units, then the last mixing step of MurmurHash3: names that differ at their ends only spread well. */
  private hash(name: string): number {
    let hash = 0x81_1c_9d_c5
    for (let unit = 0; unit < name.length; unit++) hash = Math.imul(hash ^ name.charCodeAt(unit), 0x01_00_01_93)
    hash = Math.imul(hash ^ (hash >>> 16), 0x85_eb_ca_6b)
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2_b2_ae_35)
    return (hash ^ (hash >>> 16)) >>> 0
  }
}
