/** Chosen: some hundred short batches. Whoever keeps the bytes of one keeps so many. */
const ARENA_BYTES = 16 * 1024

/**
 * What has been taken from the signal rings of an endpoint: bytes that are never written again, so that a signal that is held may keep them, and in one
 * buffer, so that the reader need not make a view for each batch.
 */
export class Arena {
  bytes = new Uint8Array(ARENA_BYTES)
  /** The batch taken last: `bytes[from]` to `bytes[to - 1]`. */
  from = 0
  to = 0

  /** Makes room for a batch behind the last one. */
  reserve(length: number): void {
    this.from = this.to
    this.to += length
    if (this.to <= this.bytes.length) return
    this.bytes = new Uint8Array(Math.max(ARENA_BYTES, length))
    this.from = 0
    this.to = length
  }
}
