import type { ProcessRow, SortKey } from '../protocol.ts'
import { bytes, short } from './numbers.ts'
import { harmless } from './text.ts'

/** A column of the process table. */
export interface Column {
  readonly title: string
  /** What it is sorted by. */
  readonly sort: SortKey
  readonly align: 'left' | 'right'
  /** Columns of the terminal that it takes at least. */
  readonly width: number
  /** Its share of what is left over. */
  readonly grows: number
  /** Goes first when the terminal is narrow; 0 never does. */
  readonly goes: number
  text(row: ProcessRow): string
}

export const COLUMNS: readonly Column[] = [
  {
    title: 'PID',
    sort: 'pid',
    align: 'left',
    width: 14,
    grows: 0,
    goes: 0,
    text: ({ shown }) => shown.replace('#PID', ''),
  },
  {
    title: 'NAME',
    sort: 'name',
    align: 'left',
    width: 12,
    grows: 1,
    goes: 2,
    text: ({ name }) => harmless(name ?? ''),
  },
  {
    title: 'INITIAL CALL',
    sort: 'initialCall',
    align: 'left',
    width: 14,
    grows: 1,
    goes: 5,
    text: ({ initialCall }) => harmless(initialCall.name),
  },
  {
    title: 'FUNCTION',
    sort: 'currentFunction',
    align: 'left',
    width: 14,
    grows: 1,
    goes: 0,
    text: ({ currentFunction }) => harmless(currentFunction.name),
  },
  { title: 'STATUS', sort: 'status', align: 'left', width: 9, grows: 0, goes: 3, text: ({ status }) => status },
  {
    title: 'QUEUE',
    sort: 'queueLength',
    align: 'right',
    width: 6,
    grows: 0,
    goes: 0,
    text: (row) => short(row.queueLength),
  },
  {
    title: 'REDS',
    sort: 'reductions',
    align: 'right',
    width: 6,
    grows: 0,
    goes: 0,
    text: (row) => short(row.reductions),
  },
  { title: 'MEMORY', sort: 'memory', align: 'right', width: 8, grows: 0, goes: 1, text: ({ memory }) => bytes(memory) },
  { title: 'LINKS', sort: 'links', align: 'right', width: 6, grows: 0, goes: 6, text: ({ links }) => short(links) },
  {
    title: 'SCHED',
    sort: 'scheduler',
    align: 'right',
    width: 6,
    grows: 0,
    goes: 4,
    text: (row) => String(row.scheduler),
  },
]

/** The columns for which there is room, with what they take; a column of space between two. */
export function layOut(width: number): readonly (readonly [column: Column, width: number])[] {
  let columns = [...COLUMNS]
  const taken = (): number => columns.reduce((sum, { width }) => sum + width + 1, -1)
  while (taken() > width) {
    const next = Math.max(...columns.map(({ goes }) => goes))
    if (next === 0) break
    columns = columns.filter(({ goes }) => goes !== next)
  }
  let left = Math.max(0, width - taken())
  let shares = columns.reduce((sum, { grows }) => sum + grows, 0)
  return columns.map((column) => {
    const more = shares === 0 ? 0 : Math.floor((left * column.grows) / shares)
    left -= more
    shares -= column.grows
    return [column, column.width + more]
  })
}
