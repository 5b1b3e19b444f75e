import { signal } from '@preact/signals'
import { takeToken, tokenOf } from '../connection/token.ts'

export const VIEWS = ['overview', 'processes', 'supervision', 'crashes', 'trace'] as const
export type View = (typeof VIEWS)[number]

/** Where in the page we are: `#/processes/4096?sort=memory`. */
export interface Route {
  readonly view: View
  /** A pid, or the number of an event; null: none. */
  readonly item: number | null
  readonly query: Readonly<Record<string, string>>
}

export function parseRoute(fragment: string): Route {
  const [path = '', query = ''] = fragment.replace(/^#\/?/, '').split('?')
  const [view, item] = path.split('/')
  return {
    view: VIEWS.find((name) => name === view) ?? 'overview',
    item: item !== undefined && /^\d+$/.test(item) ? Number(item) : null,
    query: Object.fromEntries(new URLSearchParams(query)),
  }
}

export function formatRoute(route: { view: View; item?: number | null; query?: Record<string, string> }): string {
  const query = new URLSearchParams(route.query).toString()
  const item = route.item === undefined || route.item === null ? '' : `/${route.item}`
  return `#/${route.view}${item}${query === '' ? '' : `?${query}`}`
}

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
