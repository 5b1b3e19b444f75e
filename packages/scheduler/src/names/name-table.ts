import type { SharedMemory } from '../shared/memory.ts'
import type { Pid } from '../table/pid.ts'
import { latin1Slice, ucs2Slice } from '../wire/strings.ts'
import { NameWords } from './name-words.ts'

/**
 * The names of the VM as one thread sees them: every string may be a name, and gets an index for good the first time somebody interns it;
 * at any moment at most one process holds it. Who waits for nobody: everything here is lock-free (README.md).
 *
 * Only the thread that owns a process claims and releases names for it, and it releases them before it retires the process.
 */
export class NameTable {
  readonly #words: NameWords
  readonly #bytes: Uint8Array
  /** An index never changes, so that what this thread has found once needs no other look. */
  readonly #indexes = new Map<string, number>()
  readonly #names: (string | undefined)[] = []

  constructor(memory: SharedMemory) {
    this.#words = new NameWords(memory.buffers.names, memory.layout.names)
    this.#bytes = memory.nameBytes
  }

  /** The name's index, a new one if need be; -1 when the table is full (2^20 names, or 64 MB of them). */
  intern(name: string): number {
    const known = this.#indexes.get(name)
    if (known !== undefined) return known
    return this.#remember(name, this.#words.intern(name))
  }

  /** The name's index, or -1 if nobody has ever interned it. */
  find(name: string): number {
    const known = this.#indexes.get(name)
    if (known !== undefined) return known
    return this.#remember(name, this.#words.find(name))
  }

  /** Gives the name to a process of this thread; false, and nothing is changed, if a process has it already (be it the same one). */
  claim(index: number, pid: Pid): boolean {
    return this.#words.claim(index, pid)
  }

  /** Takes the name from a process of this thread; false, and nothing is changed, if it is not the one that has it. */
  release(index: number, pid: Pid): boolean {
    return this.#words.release(index, pid)
  }

  /** The process that holds the name now, or 0. */
  pidOf(index: number): Pid | 0 {
    return this.#words.holder(index) as Pid | 0
  }

  /** The name of an index. Throws a RangeError if no name has it. */
  nameOf(index: number): string {
    const known = this.#names[index]
    if (known !== undefined) return known
    if (!(index >= 0 && index < this.#words.count())) throw new RangeError(`no name has the index ${index} in this VM`)
    const { from, to, wide } = this.#words.range(index)
    const name = (wide ? ucs2Slice : latin1Slice).call(this.#bytes, from, to)
    this.#remember(name, index)
    return name
  }

  /** All names that are held, with their holders, each as of the moment when the scan comes by. */
  *held(): IterableIterator<[name: string, pid: Pid]> {
    const count = this.#words.count()
    for (let index = 0; index < count; index++) {
      const pid = this.pidOf(index)
      if (pid !== 0) yield [this.nameOf(index), pid]
    }
  }

  /** Frees the names of processes that have died without doing so: nobody but the caller acts for them. */
  releaseAll(dead: ReadonlySet<Pid>): void {
    const count = this.#words.count()
    for (let index = 0; index < count; index++) {
      const pid = this.pidOf(index)
      if (pid !== 0 && dead.has(pid)) this.#words.release(index, pid)
    }
  }

  #remember(name: string, index: number): number {
    if (index < 0) return index
    this.#indexes.set(name, index)
    this.#names[index] = name
    return index
  }
}
