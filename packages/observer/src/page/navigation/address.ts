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
