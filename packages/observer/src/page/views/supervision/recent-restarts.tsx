import type { JSX } from 'preact'
import type { RestartEvent } from '../../../protocol.ts'
import { ProcessLink } from '../../components/process-link.tsx'
import { firstLine } from '../../format/names.ts'
import { formatClock } from '../../format/time.ts'
import { crashBehind } from '../../model/event-log.ts'
import { log, toWallTime } from '../../model/store.ts'
import { formatRoute } from '../../navigation/address.ts'

/** Chosen: the ones before them are of less interest. */
const SHOWN = 50

/** What supervisors have reported, newest first, each with its reason. */
export function RecentRestarts(): JSX.Element {
  const reports = log.value.supervision.slice(0, SHOWN)
  return (
    <section class="panel">
      <h2>Restarts, newest first</h2>
      {reports.length === 0 && <p class="empty">No supervisor has reported anything.</p>}
      <ol class="restarts">
        {reports.map((report) => (
          <Report key={report.number} report={report} />
        ))}
      </ol>
    </section>
  )
}

const WHAT: Record<RestartEvent['what'], string> = {
  childTerminated: 'ended',
  startError: 'could not be started',
  shutdownError: 'did not shut down as asked',
  shutdown: 'ended with its supervisor, which gave up',
  unexpectedMessage: 'got an unexpected message',
}

function Report({ report }: { report: RestartEvent }): JSX.Element {
  const crash = crashBehind(log.value, report)
  return (
    <li>
      <p>
        <time>{formatClock(toWallTime(report.time))}</time> <strong>{report.child ?? 'a child'}</strong>{' '}
        {WHAT[report.what]}
        {report.restarts ? ', is restarted' : ''} · <ProcessLink process={report.supervisor} />
      </p>
      <p class="reason">
        {firstLine(report.reason)}
        {crash !== undefined && (
          <>
            {' · '}
            <a href={formatRoute({ view: 'crashes', item: crash.number })}>crash report</a>
          </>
        )}
      </p>
    </li>
  )
}
