import type { Pid } from '../table/pid.ts'
import { ByteWriter } from '../wire/writer.ts'
import type { Channel } from './channel.ts'
import { isTransferable, type Transferable } from './link.ts'

/** Marks a kind whose header carries a range of extras. */
export const HAS_EXTRAS = 0x80

/** Kind, pid, ticket and length of a signal in a batch. */
const HEADER_BYTES = 17

/** From this many bytes on a batch is transferred instead of copied. Measured: `bench/micro/batch-post.ts`. */
const TRANSFER_FROM_BYTES = 4 * 1024

/** From this many bytes on posting costs nothing beside filling. Chosen: two to three thousand short messages. */
const LONG_ENOUGH_BYTES = 64 * 1024
/** How long a batch may stay open, in milliseconds, counted from the first look at it. Chosen: about what it takes to wake a thread. */
const OPEN_MILLISECONDS = 0.2

/**
 * The batch being filled for one endpoint.
 *
 * A signal in it: kind u8 (bit 7: has extras), pid f64, ticket u32, payload length u32, [extras from u32, extras to u32], payload.
 */
export class Outbox {
  readonly endpoint: number
  channel: Channel
  readonly #writer = new ByteWriter()
  #extras: unknown[] = []
  #transfer: Transferable[] = []
  /** Signals in the batch. */
  signals = 0
  /** When the batch was first left open, by the VM's clock; -1: it has not been. */
  openSince = -1

  constructor(endpoint: number, channel: Channel) {
    this.endpoint = endpoint
    this.channel = channel
  }

  /** The batch has no receiver; the next one goes another way. */
  reset(channel: Channel): void {
    this.channel = channel
    this.signals = 0
    this.openSince = -1
    this.#writer.reset()
    this.#extras = []
    this.#transfer = []
  }

  append(
    kind: number,
    pid: Pid | 0,
    ticket: number,
    bytes: Uint8Array,
    from: number,
    to: number,
    extras: readonly unknown[],
    extrasFrom: number,
    extrasTo: number,
  ): void {
    const writer = this.#writer
    const hasExtras = extrasTo > extrasFrom
    const at = writer.reserve(HEADER_BYTES)
    const { view } = writer
    view.setUint8(at, hasExtras ? kind | HAS_EXTRAS : kind)
    view.setFloat64(at + 1, pid, true)
    view.setUint32(at + 9, ticket, true)
    view.setUint32(at + 13, to - from, true)
    if (hasExtras) {
      writer.u32(this.#extras.length)
      for (let i = extrasFrom; i < extrasTo; i++) this.#addExtra(extras[i])
      writer.u32(this.#extras.length)
    }
    writer.append(bytes, from, to)
    this.signals++
  }

  /** Bytes in the batch. */
  get bytes(): number {
    return this.#writer.length
  }

  /**
   * Whether the batch had better grow on: posting takes about as long for many bytes as for few. Short ones are posted at once, they go through the ring; so are those for a
   * receiver that sleeps, since it takes long to wake; and none is left open once OPEN_MILLISECONDS have passed since it first was.
   */
  staysOpen(now: number): boolean {
    const bytes = this.#writer.length
    if (bytes < TRANSFER_FROM_BYTES || bytes >= LONG_ENOUGH_BYTES || this.channel.isParked()) return false
    if (this.openSince === -1) this.openSince = now
    return now - this.openSince < OPEN_MILLISECONDS
  }

  /** What stands beside the bytes belongs to the receiver already: what can be moved is, and some things cannot be copied at all. */
  #addExtra(extra: unknown): void {
    this.#extras.push(extra)
    if (isTransferable(extra)) this.#transfer.push(extra)
  }

  /** Posts the batch; returns its bytes, 0 when it was empty. */
  flush(): number {
    if (this.signals === 0) return 0
    const writer = this.#writer
    // Of bytes that have been transferred the length is 0.
    const { length } = writer
    if (this.#extras.length > 0) {
      this.channel.post({ bytes: writer.bytes.slice(0, length), extras: this.#extras }, this.#transfer)
      this.#extras = []
      this.#transfer = []
    } else if (!this.channel.write(writer.bytes, length)) {
      const bytes = writer.bytes.slice(0, length)
      this.channel.post(bytes, length >= TRANSFER_FROM_BYTES ? [bytes.buffer as ArrayBuffer] : [])
    }
    this.signals = 0
    this.openSince = -1
    writer.reset()
    return length
  }
}
