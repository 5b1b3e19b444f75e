import type { TracedMessage } from '../../../protocol.ts'
import { ProcessLink } from '../../components/process-link.tsx'
import type { Column } from '../../components/virtual-table.tsx'
import { formatClock } from '../../format/time.ts'
import { toWallTime } from '../../model/store.ts'

/** A message, with its place in the list. */
export type TraceRow = TracedMessage & { readonly number: number }

export const traceColumns: readonly Column<TraceRow>[] = [
  { key: 'time', title: 'Time', render: ({ time }) => formatMillis(toWallTime(time)) },
  { key: 'process', title: 'Process', render: ({ process }) => <ProcessLink process={process} /> },
  {
    key: 'direction',
    title: 'Direction',
    render: ({ direction }) => (
      <span class="direction" data-direction={direction}>
        {direction === 'received' ? '← received' : '→ sent'}
      </span>
    ),
  },
  {
    key: 'peer',
    title: 'From / to',
    render: ({ peer }) => (peer === null ? <span class="none">not known</span> : <ProcessLink process={peer} />),
  },
  { key: 'message', title: 'Message', render: ({ message }) => <code title={message}>{message}</code> },
]

/** Time of day to the millisecond. */
function formatMillis(sinceEpoch: number): string {
  return `${formatClock(sinceEpoch)}.${String(Math.floor(sinceEpoch % 1000)).padStart(3, '0')}`
}
