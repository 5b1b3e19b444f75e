import type { AnswerOf, Failure, Request } from '../../protocol.ts'
import { takeToken } from './token.ts'

/** The server did not do what it was asked to; the message says why, and what to do. */
export class RequestFailed extends Error {
  readonly code: Failure['code'] | 'unreachable'

  constructor(code: RequestFailed['code'], message: string) {
    super(message)
    this.name = 'RequestFailed'
    this.code = code
  }
}

/** Asks the server. Rejects with RequestFailed. */
export async function ask<R extends Request>(request: R, signal?: AbortSignal): Promise<AnswerOf<R>> {
  const response = await fetchWithToken('api/request', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(request),
    ...(signal && { signal }),
  })
  return (await response.json()) as AnswerOf<R>
}

/** Fetches with the token; an answer that is no success is a RequestFailed. */
export async function fetchWithToken(path: string, options: RequestInit): Promise<Response> {
  const headers = new Headers(options.headers)
  headers.set('authorization', `Bearer ${takeToken()}`)
  let response: Response
  try {
    response = await fetch(path, { ...options, headers, cache: 'no-store' })
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw new RequestFailed('unreachable', 'The VM does not answer: it has ended, or the way to it is broken.')
  }
  if (response.ok) return response
  throw await failureOf(response)
}

async function failureOf(response: Response): Promise<RequestFailed> {
  const text = await response.text()
  try {
    const failure = JSON.parse(text) as Failure
    if (failure.type === 'error') return new RequestFailed(failure.code, failure.message)
  } catch {
    // Not the server's words, but a proxy's: told below.
  }
  return new RequestFailed('internal', `The server answered with status ${response.status}: ${text.slice(0, 200)}`)
}
