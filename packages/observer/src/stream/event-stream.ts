import type { ServerResponse } from 'node:http'
import type { StreamEvent, TraceEvent } from '../protocol.ts'

/** Bytes that may wait for a client that reads slowly. Chosen: minutes of overviews. */
const MOST_WAITING_BYTES = 1024 * 1024

/** A client that is told what happens, as server-sent events. What does not fit what it leaves unread is dropped. */
export class EventStream {
  readonly #response: ServerResponse
  readonly #mostWaiting: number

  constructor(response: ServerResponse, mostWaiting = MOST_WAITING_BYTES) {
    this.#response = response
    this.#mostWaiting = mostWaiting
    response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' })
    // An answer's first bytes tell the client that it is connected.
    response.flushHeaders()
  }

  /** False: the client has not read what came before, and this is dropped. */
  send(event: StreamEvent | TraceEvent): boolean {
    if (this.isFull) return false
    this.#response.write(`event: ${event.type}\ndata: ${JSON.stringify(event)}\n\n`)
    return true
  }

  get isFull(): boolean {
    return this.#response.writableLength > this.#mostWaiting
  }

  end(): void {
    this.#response.end()
  }

  onClose(listener: () => void): void {
    this.#response.once('close', listener)
  }
}
