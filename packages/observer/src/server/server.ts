import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Refusal } from '../observed.ts'
import { isOwnOrigin } from './origin.ts'
import type { readPage } from './page-files.ts'
import { sendFailure, sendText, setSafeHeaders } from './respond.ts'
import type { Routes } from './routes.ts'
import type { Token } from './token.ts'

/** Connections at a time. Chosen: a browser opens six. */
const MOST_CONNECTIONS = 128
/** What paths are read against; never asked. */
const BASE = 'http://observer'

export interface Admission {
  /** Null: whoever can connect is admitted, since the socket is a file that only its owner can open. */
  readonly token: Token | null
  readonly host: string
}

/** A server of the page and of what it asks; nobody is let in who does not have the token. */
export function makeServer(routes: Routes, page: Awaited<ReturnType<typeof readPage>>, admission: Admission): Server {
  const server = createServer((request, response) => {
    respond(request, response, routes, page, admission).catch((error: unknown) => refuse(response, error))
  })
  server.maxConnections = MOST_CONNECTIONS
  return server
}

async function respond(
  request: IncomingMessage,
  response: ServerResponse,
  routes: Routes,
  page: Awaited<ReturnType<typeof readPage>>,
  { token, host }: Admission,
): Promise<void> {
  setSafeHeaders(response)
  const target = request.url ?? ''
  if (!URL.canParse(target, BASE)) return sendFailure(response, 'badRequest', 'that is no address')
  const url = new URL(target, BASE)
  if (token !== null && !isOwnOrigin(request, host)) {
    return sendFailure(response, 'forbidden', 'the request comes from another origin; open the printed link itself')
  }
  const file = page.get(url.pathname)
  if (file !== undefined && (request.method === 'GET' || request.method === 'HEAD')) {
    return sendText(response, 200, file.type, request.method === 'HEAD' ? '' : file.content)
  }
  if (token !== null && !token.isIn(request, url)) {
    return sendFailure(response, 'unauthorized', 'the token is missing or wrong; open the link that was printed')
  }
  await routes.answer(request, response, url)
}

function refuse(response: ServerResponse, error: unknown): void {
  // A client that has gone away is told nothing.
  if (response.destroyed) return
  if (response.headersSent) response.destroy()
  else if (error instanceof Refusal) sendFailure(response, error.code, error.message)
  else sendFailure(response, 'internal', error instanceof Error ? error.message : String(error))
}
