import type { Server } from 'node:http'
import { isIPv6 } from 'node:net'
import { Metrics } from './metrics/metrics.ts'
import type { Observed } from './observed.ts'
import { listenAtPort, listenAtSocket } from './server/listen.ts'
import { readPage } from './server/page-files.ts'
import { Routes } from './server/routes.ts'
import { makeServer } from './server/server.ts'
import { newSocketPath } from './server/socket-path.ts'
import { Token } from './server/token.ts'
import { Broadcast } from './stream/broadcast.ts'

/** How a VM is observed; `multibeam` has completed and checked it. */
export interface ObserverOptions {
  /** 0: any that is free. */
  readonly port: number
  readonly host: string
  /** Path of the socket for `multibeam top`; true: one in a directory of this user's; false: none. */
  readonly socket: string | boolean
}

/** A VM that is being observed. */
export class Observer implements AsyncDisposable {
  /** The link to the page, token and all: whoever has it may look at everything, and end processes. */
  readonly url: string
  readonly port: number
  /** What the link has behind `#token=`, for `authorization: Bearer TOKEN`. */
  readonly token: string
  /** The socket that `multibeam top` opens; undefined if there is none. */
  readonly socket: string | undefined
  readonly #servers: readonly Server[]
  readonly #routes: Routes
  readonly #broadcast: Broadcast
  readonly #end: () => void
  readonly #removeSocket: () => void
  #closing: Promise<void> | undefined

  private constructor(
    place: { url: string; port: number; token: string; socket: string | undefined },
    servers: readonly Server[],
    routes: Routes,
    broadcast: Broadcast,
    end: () => void,
    removeSocket: () => void,
  ) {
    this.url = place.url
    this.port = place.port
    this.token = place.token
    this.socket = place.socket
    this.#servers = servers
    this.#routes = routes
    this.#broadcast = broadcast
    this.#end = end
    this.#removeSocket = removeSocket
  }

  /** Begins to observe. Rejects with Node's error when it cannot listen. */
  static async open(observed: Observed, { port, host, socket }: ObserverOptions): Promise<Observer> {
    const page = await readPage(new URL('./page/', import.meta.url))
    const broadcast = new Broadcast(observed)
    const metrics = new Metrics(observed)
    const routes = new Routes(observed, broadcast, metrics)
    const token = new Token()
    const server = makeServer(routes, page, { token, host })
    const servers = [server]
    try {
      const actual = await listenAtPort(server, port, host)
      let removeSocket = (): void => {}
      const path = socket === true ? newSocketPath() : socket === false ? undefined : socket
      if (path !== undefined) {
        const local = makeServer(routes, page, { token: null, host })
        servers.push(local)
        removeSocket = await listenAtSocket(local, path)
      }
      const url = `http://${isIPv6(host) ? `[${host}]` : host}:${actual}/#token=${token.text}`
      const end = (): void => {
        metrics.close()
        observed.end()
      }
      const place = { url, port: actual, token: token.text, socket: path }
      return new Observer(place, servers, routes, broadcast, end, removeSocket)
    } catch (error) {
      metrics.close()
      broadcast.close()
      for (const opened of servers) opened.close()
      throw error
    }
  }

  /** Ends it: clients are told, the port is free and the socket gone once this has resolved. The VM goes on. May be called again. */
  close(): Promise<void> {
    this.#closing ??= this.#close()
    return this.#closing
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.close()
  }

  async #close(): Promise<void> {
    this.#routes.close()
    this.#broadcast.close()
    const closed = this.#servers.map((server) => new Promise<void>((resolve) => server.close(() => resolve())))
    // What is being said goes out; whoever does not take it is not waited for.
    for (const server of this.#servers) server.closeIdleConnections()
    const late = setTimeout(
      () => this.#servers.forEach((server) => void server.closeAllConnections()),
      GOODBYE_MILLISECONDS,
    )
    await Promise.all(closed)
    clearTimeout(late)
    this.#removeSocket()
    this.#end()
  }
}

/** How long a client may take to hear the end of its stream. Chosen. */
const GOODBYE_MILLISECONDS = 500
