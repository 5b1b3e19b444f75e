import { type Link, type Parcel, type Transferable, WAKE } from '../endpoint/link.ts'

/** One end of a simulated channel: what is posted at one end waits at the other until the simulator, or a busy scheduler, takes it. */
export class SimulatedLink implements Link {
  readonly #queue: Parcel[] = []
  #peer: SimulatedLink | undefined
  #listener: ((parcel: Parcel) => void) | undefined

  /** Both ends of a new channel. */
  static pair(): [SimulatedLink, SimulatedLink] {
    const a = new SimulatedLink()
    const b = new SimulatedLink()
    a.#peer = b
    b.#peer = a
    return [a, b]
  }

  post(parcel: Parcel, transfer: readonly Transferable[]): void {
    // What a port would make of it, and refuse.
    const copy = parcel === WAKE ? WAKE : structuredClone(parcel, { transfer: transfer as ArrayBuffer[] })
    if (this.#peer !== undefined) this.#peer.#queue.push(copy)
  }

  receive(): Parcel | undefined {
    return this.#queue.shift()
  }

  listen(listener: (parcel: Parcel) => void): void {
    this.#listener = listener
  }

  close(): void {
    this.#queue.length = 0
    this.#listener = undefined
  }

  /** Whether the event loop has something to bring. */
  get pending(): boolean {
    return this.#queue.length > 0 && this.#listener !== undefined
  }

  /** The event loop brings the oldest parcel. */
  bring(): void {
    const parcel = this.#queue.shift()
    if (parcel !== undefined) this.#listener?.(parcel)
  }
}
