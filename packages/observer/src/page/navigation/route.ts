import { signal } from '@preact/signals'
import { takeToken, tokenOf } from '../connection/token.ts'
import { formatRoute, parseRoute, type Route } from './address.ts'

export const route = signal<Route>(parseRoute(''))

/** Follows the address from now on. */
export function followAddress(): void {
  const read = (): void => {
    // A printed link, opened in this tab.
    if (tokenOf(location.hash) !== null) takeToken()
    route.value = parseRoute(location.hash)
  }
  addEventListener('hashchange', read)
  read()
}

export function go(to: Parameters<typeof formatRoute>[0]): void {
  location.hash = formatRoute(to)
}

/** The same place with another query; not a place of its own to go back to. */
export function replaceQuery(changes: Record<string, string | null>): void {
  const query = { ...route.value.query }
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) delete query[name]
    else query[name] = value
  }
  history.replaceState(null, '', formatRoute({ ...route.value, query }))
  route.value = { ...route.value, query }
}
