import type { ProcessRow, SortKey } from '../../../protocol.ts'
import { ProcessLink } from '../../components/process-link.tsx'
import type { Column } from '../../components/virtual-table.tsx'
import { formatFunction } from '../../format/names.ts'
import { formatBytes, formatCount } from '../../format/numbers.ts'

/** Titles of what the table can be sorted by. */
export const sortTitles: Record<SortKey, string> = {
  pid: 'Pid',
  name: 'Name',
  initialCall: 'Started as',
  currentFunction: 'Now in',
  status: 'Status',
  queueLength: 'Mailbox',
  reductions: 'Reductions',
  memory: 'Memory',
  links: 'Links',
  scheduler: 'Scheduler',
}

interface Order {
  readonly sort: SortKey
  readonly descending: boolean
}

export function processColumns(order: Order, onSort: (key: SortKey) => void): Column<ProcessRow>[] {
  const column = (key: SortKey, render: Column<ProcessRow>['render'], numeric = false): Column<ProcessRow> => ({
    key,
    title: sortTitles[key],
    numeric,
    render,
    onSort: () => onSort(key),
    sorted: order.sort !== key ? undefined : order.descending ? 'descending' : 'ascending',
  })
  return [
    column('pid', (row) => <ProcessLink process={row} />),
    column('name', ({ name }) => name ?? ''),
    column('initialCall', ({ initialCall }) => (
      <span title={initialCall.url ?? ''}>{formatFunction(initialCall)}</span>
    )),
    column('currentFunction', ({ currentFunction }) => (
      <span title={currentFunction.url ?? ''}>{formatFunction(currentFunction)}</span>
    )),
    column('status', ({ status }) => (
      <span class="status" data-status={status}>
        {status}
      </span>
    )),
    column('queueLength', ({ queueLength }) => formatCount(queueLength), true),
    column('reductions', ({ reductions }) => formatCount(reductions), true),
    column('memory', ({ memory }) => formatBytes(memory), true),
    column('links', ({ links }) => formatCount(links), true),
    column('scheduler', ({ scheduler }) => scheduler, true),
  ]
}
