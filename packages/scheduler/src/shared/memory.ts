import { Header, Layout, type MemoryOptions, MODULE_TABLE_BYTES, MOST_MODULES } from './layout.ts'

/** What is handed to a worker thread; structured clone shares the buffers. */
export interface SharedBuffers {
  options: MemoryOptions
  control: SharedArrayBuffer
  rows: SharedArrayBuffer
  statistics: SharedArrayBuffer
  chunks: SharedArrayBuffer
  modules: SharedArrayBuffer
  names: SharedArrayBuffer
}

/** The VM's shared memory, as one thread sees it. */
export class SharedMemory {
  readonly layout: Layout
  readonly buffers: SharedBuffers
  readonly control: Int32Array
  readonly controlBytes: Uint8Array
  readonly rows: Int32Array
  readonly statistics: Float64Array
  /** For each free slot that changes hands, the next one + 1, see slots/free-chunks.ts. */
  readonly chunkLinks: Int32Array
  /** One 64-bit word, see slots/free-chunks.ts. */
  readonly freeChunks: BigInt64Array
  /** A length and an offset for each entry of the module table, then the bytes. */
  readonly moduleIndex: Int32Array
  readonly moduleBytes: Uint8Array
  /** The whole buffer of the names, see names/name-words.ts. */
  readonly nameBytes: Uint8Array

  constructor(buffers: SharedBuffers) {
    this.buffers = buffers
    this.layout = new Layout(buffers.options)
    this.control = new Int32Array(buffers.control)
    this.controlBytes = new Uint8Array(buffers.control)
    this.rows = new Int32Array(buffers.rows)
    this.statistics = new Float64Array(buffers.statistics)
    this.chunkLinks = new Int32Array(buffers.chunks)
    this.freeChunks = new BigInt64Array(buffers.control, this.layout.freeChunksWord * 4, 1)
    this.moduleIndex = new Int32Array(buffers.modules, 0, 2 * MOST_MODULES)
    this.moduleBytes = new Uint8Array(buffers.modules, 8 * MOST_MODULES)
    this.nameBytes = new Uint8Array(buffers.names)
  }

  /** Batches ever posted to an endpoint. */
  postedTo(endpoint: number): number {
    return this.control[this.layout.inbox(endpoint).posted] as number
  }

  static create(options: MemoryOptions): SharedMemory {
    const layout = new Layout(options)
    const memory = new SharedMemory({
      options,
      control: new SharedArrayBuffer(layout.controlBytes),
      rows: new SharedArrayBuffer(layout.rowsBytes),
      statistics: new SharedArrayBuffer(layout.statisticsBytes),
      chunks: new SharedArrayBuffer(layout.chunksBytes),
      modules: new SharedArrayBuffer(8 * MOST_MODULES + MODULE_TABLE_BYTES),
      names: new SharedArrayBuffer(layout.namesBytes),
    })
    memory.control[Header.schedulersOnline] = options.schedulers
    return memory
  }
}
