import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'

/**
 * Whether a request was meant for this server by a page of its own, or by no page. A name that an attacker has pointed to 127.0.0.1 (DNS
 * rebinding) makes a browser believe that this server is the attacker's: the name then stands in `host`. So only `localhost`, addresses and the name
 * that the observer was told to listen at are taken; and a page of another origin says so in `origin` or `sec-fetch-site`.
 */
export function isOwnOrigin({ headers }: IncomingMessage, listensAt: string): boolean {
  const host = headers.host
  if (host === undefined || !isOwnName(nameOf(host), listensAt)) return false
  // A link in another page, or typed: a request for the page, which holds no data. Everything else is refused.
  const site = headers['sec-fetch-site']
  if (site === 'cross-site' && headers['sec-fetch-mode'] !== 'navigate') return false
  const { origin } = headers
  return origin === undefined || origin === `http://${host}`
}

function isOwnName(name: string, listensAt: string): boolean {
  return name === 'localhost' || isIP(name) !== 0 || name === listensAt.toLowerCase()
}

/** Without port and brackets. */
function nameOf(host: string): string {
  const [, bracketed, plain] = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::\d+)?$/.exec(host) ?? []
  return (bracketed ?? plain ?? '').toLowerCase()
}
