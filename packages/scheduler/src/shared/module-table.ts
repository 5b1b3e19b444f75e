import { Header, MODULE_TABLE_BYTES, MOST_MODULES } from './layout.ts'
import type { SharedMemory } from './memory.ts'

/**
 * The URLs of the modules whose functions travel, append-only, shared by all threads: a function reference on the wire is
 * a number and needs no URL.
 *
 * To add: reserve the bytes, reserve the entry, write the bytes and the offset, then store the length: a length of 0 says "not yet".
 * Two threads may add one URL twice; both entries mean the same module and stay. Nothing waits for anybody.
 */
export class ModuleTable {
  readonly #memory: SharedMemory
  readonly #ids = new Map<string, number>()
  readonly #urls: (string | undefined)[] = []
  #scanned = 0

  constructor(memory: SharedMemory) {
    this.#memory = memory
  }

  /** The number of a module. Throws a RangeError when the table is full. */
  idOf(url: string): number {
    const known = this.#ids.get(url) ?? this.#scan(url)
    return known ?? this.#append(url)
  }

  urlOf(id: number): string {
    const known = this.#urls[id]
    if (known !== undefined) return known
    const { moduleIndex, moduleBytes } = this.#memory
    const length = Atomics.load(moduleIndex, 2 * id)
    if (length === 0) throw new RangeError(`module ${id} is not in the VM's module table`)
    const offset = moduleIndex[2 * id + 1] as number
    // The decoder refuses views of shared memory; the copy is short and made once a module.
    const url = new TextDecoder().decode(moduleBytes.slice(offset, offset + length))
    this.#urls[id] = url
    if (!this.#ids.has(url)) this.#ids.set(url, id)
    return url
  }

  #scan(url: string): number | undefined {
    const count = Math.min(Atomics.load(this.#memory.control, Header.moduleCount), MOST_MODULES)
    while (this.#scanned < count && Atomics.load(this.#memory.moduleIndex, 2 * this.#scanned) !== 0) {
      this.urlOf(this.#scanned++)
    }
    return this.#ids.get(url)
  }

  #append(url: string): number {
    const { control, moduleIndex, moduleBytes } = this.#memory
    const bytes = new TextEncoder().encode(url)
    const offset = Atomics.add(control, Header.moduleBytes, bytes.length)
    const id = Atomics.add(control, Header.moduleCount, 1)
    if (id >= MOST_MODULES || offset + bytes.length > MODULE_TABLE_BYTES) {
      throw new RangeError(`the VM's module table is full (${id} modules): ${url} cannot be shared between schedulers`)
    }
    moduleBytes.set(bytes, offset)
    moduleIndex[2 * id + 1] = offset
    Atomics.store(moduleIndex, 2 * id, bytes.length)
    this.#ids.set(url, id)
    this.#urls[id] = url
    return id
  }
}
