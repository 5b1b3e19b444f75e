import { DEEPEST_ROW, MOST_ROWS, type ProcessesRequest, SORT_KEYS, type SortKey } from '../../../protocol.ts'
import type { RowWindow } from '../../virtual/window.ts'

/** What the table shows, as it stands in the address. */
export interface TableQuery {
  readonly sort: SortKey
  readonly descending: boolean
  readonly filter: string
  /** Null: of all. */
  readonly scheduler: number | null
}

/** Of these the large ones are of interest, of the others the first of the alphabet. */
const LARGEST_FIRST: readonly SortKey[] = ['queueLength', 'reductions', 'memory', 'links']

export function parseQuery(query: Readonly<Record<string, string>>): TableQuery {
  const sort = SORT_KEYS.find((key) => key === query.sort) ?? 'reductions'
  const scheduler = Number(query.scheduler)
  return {
    sort,
    descending: query.order === undefined ? LARGEST_FIRST.includes(sort) : query.order === 'descending',
    filter: query.filter ?? '',
    scheduler: Number.isInteger(scheduler) && scheduler > 0 ? scheduler : null,
  }
}

/** The query after a click on a column: sorted by it, or the other way round if it is already. */
export function sortBy(query: TableQuery, sort: SortKey): { sort: SortKey; order: string | null } {
  const natural = LARGEST_FIRST.includes(sort)
  const descending = query.sort === sort ? !query.descending : natural
  return { sort, order: descending === natural ? null : descending ? 'descending' : 'ascending' }
}

/** Rows of a step of the request: a small scroll asks for nothing new. Chosen. */
const STEP = 50

/** The request for the rows that are visible and some around them, within what the server gives. */
export function requestFor({ sort, descending, filter, scheduler }: TableQuery, visible: RowWindow): ProcessesRequest {
  const first = Math.max(0, Math.floor(visible.first / STEP) * STEP - STEP)
  const end = Math.min(DEEPEST_ROW, Math.ceil(visible.end / STEP) * STEP + STEP)
  return {
    type: 'processes',
    sort,
    descending,
    offset: Math.min(first, DEEPEST_ROW - STEP),
    limit: Math.min(MOST_ROWS, Math.max(STEP, end - first)),
    ...(filter !== '' && { filter }),
    ...(scheduler !== null && { scheduler }),
  }
}
