import type { JSX } from 'preact'
import { DEEPEST_ROW, type Processes } from '../../../protocol.ts'
import type { RequestFailed } from '../../connection/requests.ts'
import { formatCount, plural } from '../../format/numbers.ts'

/** How much of how much the table shows, and what is missing. */
export function TableStatus({
  answer,
  failure,
}: {
  answer: Processes | null
  failure: RequestFailed | null
}): JSX.Element {
  return (
    <p class="note" role="status">
      {failure !== null && <strong>{failure.message} </strong>}
      {answer !== null && sentence(answer)}
      {answer !== null && answer.silent.length > 0 && (
        <strong>
          {' '}
          {answer.silent.length === 1
            ? `Scheduler ${answer.silent[0]} does`
            : `Schedulers ${answer.silent.join(', ')} do`}{' '}
          not answer: a process holds it with one long call. Its processes are missing here.
        </strong>
      )}
    </p>
  )
}

export function sentence({ total, matching }: Pick<Processes, 'total' | 'matching'>): string {
  const all = plural(total, 'process', 'processes')
  const found = matching === total ? `${all}.` : `${formatCount(matching)} of ${all}.`
  return matching > DEEPEST_ROW
    ? `${found} The first ${formatCount(DEEPEST_ROW)} in this order can be scrolled to; for others filter, or turn the order round.`
    : found
}
