import { request } from 'node:http'
import type { AnswerOf, Failure, Observer, Request, StreamEvent, TraceEvent, TraceTarget } from '@multibeam/observer'

/** Asks an observer; throws what it answers in place of an answer. */
export async function ask<R extends Request>({ port, token }: Observer, asked: R): Promise<AnswerOf<R>> {
  const response = await fetch(`http://127.0.0.1:${port}/api/request`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify(asked),
  })
  const answer = (await response.json()) as AnswerOf<R> | Failure
  if (answer.type === 'error') throw Object.assign(new Error(answer.message), { code: answer.code })
  return answer
}

/** What happens, one event after the other; leaving the loop closes the stream. */
export function eventsOf({ port, token }: Observer): AsyncGenerator<StreamEvent> {
  return readEvents<StreamEvent>(`http://127.0.0.1:${port}/api/events?token=${token}`)
}

/** What is traced. */
export function traceOf({ port, token }: Observer, target: TraceTarget): AsyncGenerator<TraceEvent> {
  const query = new URLSearchParams({ token, target: JSON.stringify(target) })
  return readEvents<TraceEvent>(`http://127.0.0.1:${port}/api/trace?${query}`)
}

async function* readEvents<E>(url: string): AsyncGenerator<E> {
  const aborting = new AbortController()
  const response = await fetch(url, { signal: aborting.signal })
  if (!response.ok) throw Object.assign(new Error('no stream'), await response.json())
  try {
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of response.body as unknown as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true })
      const events = text.split('\n\n')
      text = events.pop() as string
      for (const event of events) yield JSON.parse(event.slice(event.indexOf('\ndata: ') + 7)) as E
    }
  } finally {
    aborting.abort()
  }
}

export interface RawAnswer {
  readonly status: number | undefined
  readonly headers: Readonly<Record<string, string | string[] | undefined>>
  readonly body: string
}

/** A request with headers that `fetch` would not let one set; `where` is a port of 127.0.0.1 or a socket. */
export function raw(
  where: number | string,
  path: string,
  headers: Readonly<Record<string, string>> = {},
  method = 'GET',
  body = '',
): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const place = typeof where === 'number' ? { host: '127.0.0.1', port: where } : { socketPath: where }
    const sent = request({ ...place, path, method, headers, agent: false }, (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: text }))
    })
    sent.on('error', reject)
    sent.end(body)
  })
}
