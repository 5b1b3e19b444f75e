import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import { type Link, type Parcel, type Transferable, WAKE } from '@multibeam/scheduler'

/** A link over a MessagePort: polled while the thread is busy, woken by the event loop while it is parked. */
export class PortLink implements Link {
  readonly #port: MessagePort

  constructor(port: MessagePort) {
    this.#port = port
  }

  post(parcel: Parcel, transfer: readonly Transferable[]): void {
    this.#port.postMessage(parcel, transfer as Transferable[])
  }

  receive(): Parcel | undefined {
    return receiveMessageOnPort(this.#port)?.message as Parcel | undefined
  }

  listen(listener: (parcel: Parcel) => void): void {
    this.#port.on('message', listener)
    // It cannot be read, and has its place in the order all the same.
    this.#port.on('messageerror', () => listener(WAKE))
  }

  close(): void {
    this.#port.close()
  }
}
