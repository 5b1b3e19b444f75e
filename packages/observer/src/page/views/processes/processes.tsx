import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useCallback, useMemo } from 'preact/hooks'
import { DEEPEST_ROW, type ProcessRow } from '../../../protocol.ts'
import { VirtualTable } from '../../components/virtual-table.tsx'
import { usePoll } from '../../connection/poll.ts'
import { go, replaceQuery, route } from '../../navigation/route.ts'
import type { RowWindow } from '../../virtual/window.ts'
import { processColumns } from './columns.tsx'
import { parseQuery, requestFor, sortBy } from './query.ts'
import { TableStatus } from './table-status.tsx'
import { Toolbar } from './toolbar.tsx'

/** The process table. The server sorts and filters; the page has the visible rows only. */
export function ProcessesView(): JSX.Element {
  const query = parseQuery(route.value.query)
  const visible = useSignal<RowWindow>({ first: 0, end: 50 })
  const { answer, failure } = usePoll(requestFor(query, visible.value))
  const onWindow = useCallback(
    (window: RowWindow) => {
      visible.value = window
    },
    [visible],
  )
  const { sort, descending } = query
  const columns = useMemo(
    () => processColumns({ sort, descending }, (key) => replaceQuery(sortBy(parseQuery(route.value.query), key))),
    [sort, descending],
  )
  return (
    <section class="fill">
      <h1>Processes</h1>
      <Toolbar query={query} />
      <TableStatus answer={answer} failure={failure} />
      <VirtualTable
        label="Processes"
        columns={columns}
        count={Math.min(answer?.matching ?? 0, DEEPEST_ROW)}
        offset={answer?.offset ?? 0}
        rows={answer?.rows ?? NO_ROWS}
        keyOf={pidOf}
        onWindow={onWindow}
        onOpen={open}
        empty={answer === null ? 'Asking the schedulers…' : 'No process is like that.'}
      />
    </section>
  )
}

const NO_ROWS: readonly ProcessRow[] = []
const pidOf = ({ pid }: ProcessRow): number => pid
const open = ({ pid }: ProcessRow): void => go({ view: 'processes', item: pid })
