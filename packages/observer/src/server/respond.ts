import type { ServerResponse } from 'node:http'
import type { Answer, Failure } from '../protocol.ts'

/**
 * What every answer says to a browser: nothing but this server's own files may run, show or be asked; nobody may frame the page; no address with a
 * token in it goes elsewhere; nothing is kept.
 */
const SAFE_HEADERS = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const

export function setSafeHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(SAFE_HEADERS)) response.setHeader(name, value)
}

const STATUS: Readonly<Record<Failure['code'], number>> = {
  badRequest: 400,
  unauthorized: 401,
  forbidden: 403,
  notFound: 404,
  noProcess: 404,
  internal: 500,
  busy: 503,
  stopped: 503,
}

export function sendAnswer(response: ServerResponse, answer: Answer): void {
  sendText(
    response,
    answer.type === 'error' ? STATUS[answer.code] : 200,
    'application/json; charset=utf-8',
    JSON.stringify(answer),
  )
}

export function sendFailure(response: ServerResponse, code: Failure['code'], message: string): void {
  if (code === 'unauthorized') response.setHeader('www-authenticate', 'Bearer')
  sendAnswer(response, { type: 'error', code, message })
}

export function sendText(response: ServerResponse, status: number, type: string, text: string | Buffer): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(text) })
  response.end(text)
}
