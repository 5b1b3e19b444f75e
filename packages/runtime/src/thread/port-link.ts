import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads'
import type { Link, Parcel, Transferable } from '@multibeam/scheduler'

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
  }

  close(): void {
    this.#port.close()
  }
}
