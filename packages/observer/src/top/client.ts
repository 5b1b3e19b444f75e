import { type IncomingMessage, type RequestOptions, request as startRequest } from 'node:http'
import { json } from 'node:stream/consumers'
import type { Answer, AnswerOf, Request, StreamEvent } from '../protocol.ts'
import { EventParser } from './event-parser.ts'
import { TopFailure } from './failure.ts'
import type { Target } from './target.ts'

/** Milliseconds that an answer may take. Chosen: more than a scheduler is given. */
const ANSWER_MILLISECONDS = 15_000

/** What `multibeam top` asks an observer. */
export class Client {
  readonly #target: Target

  constructor(target: Target) {
    this.#target = target
  }

  /**
   * Listens to what happens. Resolves, once the stream has ended, with whether the observer had said goodbye. Rejects with TopFailure when there is no
   * observer, or it refuses.
   */
  async listen(listener: (event: StreamEvent) => void, signal: AbortSignal): Promise<void> {
    const response = await this.#send('GET', '/api/events', undefined, signal)
    const parser = new EventParser()
    for await (const piece of response as AsyncIterable<Buffer>) {
      for (const data of parser.push(piece)) listener(JSON.parse(data) as StreamEvent)
    }
  }

  /** Rejects with TopFailure. */
  async ask<R extends Request>(asked: R, signal: AbortSignal): Promise<AnswerOf<R>> {
    const limited = AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MILLISECONDS)])
    return (await json(await this.#send('POST', '/api/request', asked, limited))) as AnswerOf<R>
  }

  async #send(method: string, path: string, body: Request | undefined, signal: AbortSignal): Promise<IncomingMessage> {
    const options: RequestOptions = { ...this.#place(), method, path, signal, headers: this.#headers(body) }
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const request = startRequest(options, resolve)
      request.once('error', (error) => reject(this.#failed(error, signal)))
      request.end(body === undefined ? undefined : JSON.stringify(body))
    })
    if (response.statusCode === 200) return response
    throw new TopFailure(await this.#refusal(response))
  }

  #place(): RequestOptions {
    if (this.#target.kind === 'socket') return { socketPath: this.#target.path }
    const { hostname, port } = this.#target.url
    // An IPv6 address stands in brackets in a URL, and without them elsewhere.
    return { host: hostname.replace(/^\[|\]$/g, ''), port: port === '' ? 80 : Number(port) }
  }

  #headers(body: Request | undefined): Record<string, string> {
    const headers: Record<string, string> = {
      host: this.#target.kind === 'socket' ? 'localhost' : this.#target.url.host,
    }
    if (body !== undefined) headers['content-type'] = 'application/json'
    if (this.#target.kind === 'port') headers.authorization = `Bearer ${this.#target.token}`
    return headers
  }

  #failed(error: Error, signal: AbortSignal): Error {
    if (signal.aborted) return error
    const where = this.#target.kind === 'socket' ? this.#target.path : this.#target.url.origin
    const { code } = error as NodeJS.ErrnoException
    const why =
      code === 'ENOENT'
        ? 'there is no such socket'
        : code === 'ECONNREFUSED'
          ? 'nobody listens there any more'
          : error.message
    return new TopFailure(`${where}: ${why}; is the VM still observed?`, { cause: error })
  }

  async #refusal(response: IncomingMessage): Promise<string> {
    try {
      const answer = (await json(response)) as Answer
      if (answer.type === 'error') return answer.message
    } catch {
      // Then it is no observer: said below.
    }
    return `no observer answers there, but something else, with the status ${response.statusCode}`
  }
}
