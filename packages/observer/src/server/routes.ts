import type { IncomingMessage, ServerResponse } from 'node:http'
import { CONTENT_TYPE } from '../metrics/exposition.ts'
import type { Metrics } from '../metrics/metrics.ts'
import { type Observed, Refusal } from '../observed.ts'
import type { Answer, Request, TraceEnded } from '../protocol.ts'
import type { Broadcast } from '../stream/broadcast.ts'
import { EventStream } from '../stream/event-stream.ts'
import { streamTrace } from '../stream/trace-stream.ts'
import { readJson } from './body.ts'
import { readRequest, readTarget } from './read-request.ts'
import { sendAnswer, sendFailure, sendText } from './respond.ts'

/** Streams at a time: events and traces of all clients. Chosen: many pages. */
const MOST_STREAMS = 64
/** Requests that wait for schedulers at a time. Chosen. */
const MOST_REQUESTS = 16

/** What an authorized client may ask. */
export class Routes {
  readonly #observed: Observed
  readonly #broadcast: Broadcast
  readonly #metrics: Metrics
  readonly #traces = new Set<(why: TraceEnded['why']) => void>()
  #requests = 0

  constructor(observed: Observed, broadcast: Broadcast, metrics: Metrics) {
    this.#observed = observed
    this.#broadcast = broadcast
    this.#metrics = metrics
  }

  async answer(request: IncomingMessage, response: ServerResponse, url: URL): Promise<void> {
    const route = `${request.method} ${url.pathname}`
    if (route === 'GET /api/events') this.#stream(response)
    else if (route === 'GET /api/trace') await this.#trace(response, url)
    else if (route === 'POST /api/request') await this.#request(request, response)
    else if (route === 'GET /metrics') sendText(response, 200, CONTENT_TYPE, this.#metrics.text())
    else sendFailure(response, 'notFound', `there is no ${route}`)
  }

  close(): void {
    for (const end of [...this.#traces]) end('stopped')
  }

  #stream(response: ServerResponse): void {
    this.#checkStreams()
    this.#broadcast.add(new EventStream(response))
  }

  async #trace(response: ServerResponse, url: URL): Promise<void> {
    this.#checkStreams()
    const target = readTarget(url.searchParams.get('target'))
    await streamTrace(
      this.#observed,
      target,
      () => new EventStream(response),
      (end) => {
        this.#traces.add(end)
        response.once('close', () => this.#traces.delete(end))
      },
    )
  }

  #checkStreams(): void {
    if (this.#broadcast.clients + this.#traces.size < MOST_STREAMS) return
    throw new Refusal('busy', `there are ${MOST_STREAMS} streams already; close one`)
  }

  async #request(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const asked = readRequest(await readJson(request))
    if (this.#requests >= MOST_REQUESTS) throw new Refusal('busy', 'too many requests wait already; try again')
    this.#requests++
    try {
      sendAnswer(response, await this.#carryOut(asked))
    } finally {
      this.#requests--
    }
  }

  async #carryOut(asked: Request): Promise<Answer> {
    const observed = this.#observed
    switch (asked.type) {
      case 'processes': {
        const { type, scheduler = null, ...rest } = asked as Required<typeof asked>
        return observed.processes({ ...rest, scheduler })
      }
      case 'process':
        return (await observed.process(asked.pid)) ?? noProcess()
      case 'tree':
        return observed.tree()
      case 'kill':
        return observed.kill(asked.pid, asked.reason ?? 'kill') ? { type: 'killed', pid: asked.pid } : noProcess()
    }
  }
}

function noProcess(): Answer {
  return { type: 'error', code: 'noProcess', message: 'there is no such process; it has ended' }
}
