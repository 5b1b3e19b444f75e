import { findSockets } from '../server/socket-path.ts'
import { TopFailure } from './failure.ts'

/** Where an observed VM is reached. */
export type Target =
  | { readonly kind: 'socket'; readonly path: string }
  | { readonly kind: 'port'; readonly url: URL; readonly token: string }

/** What was given: the path of a socket, or the printed link. Nothing: the only VM that this user observes here. Throws TopFailure. */
export function readTarget(given: string | undefined, directory?: string): Target {
  if (given === undefined) return onlySocket(findSockets(directory))
  if (/^https?:\/\//i.test(given)) return readLink(given)
  return { kind: 'socket', path: given }
}

/** The token stands in the fragment, as it was printed, or in the query. */
function readLink(given: string): Target {
  if (!URL.canParse(given)) throw new TopFailure(`${given} is no address; give the link that was printed`)
  const url = new URL(given)
  if (url.protocol !== 'http:') throw new TopFailure(`${given}: an observer speaks http, not ${url.protocol}`)
  const token = new URLSearchParams(url.hash.slice(1)).get('token') ?? url.searchParams.get('token')
  if (token === null || token === '') {
    throw new TopFailure('the link has no token; give it whole, as it was printed, in quotes: "http://…/#token=…"')
  }
  return { kind: 'port', url: new URL(url.origin), token }
}

function onlySocket(sockets: readonly string[]): Target {
  const [path, ...others] = sockets
  if (path === undefined) {
    throw new TopFailure(
      'no VM of this user is observed here; start one with "multibeam run --observe" or vm.observe(), or say which: multibeam top SOCKET',
    )
  }
  if (others.length > 0) {
    throw new TopFailure(
      `several VMs are observed; say which:\n${sockets.map((one) => `  multibeam top ${one}`).join('\n')}`,
    )
  }
  return { kind: 'socket', path }
}
