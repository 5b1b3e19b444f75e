import type { JSX } from 'preact'
import type { CrashEvent } from '../../../protocol.ts'
import { ProcessLink, ProcessLinks } from '../../components/process-link.tsx'
import { firstLine, formatFunction } from '../../format/names.ts'
import { plural } from '../../format/numbers.ts'
import { formatAgo, formatClock } from '../../format/time.ts'
import { restartAfter } from '../../model/event-log.ts'
import { ago, log, toWallTime } from '../../model/store.ts'
import { formatRoute } from '../../navigation/address.ts'

export function CrashReport({ crash }: { crash: CrashEvent }): JSX.Element {
  const restart = restartAfter(log.value, crash)
  return (
    <section class="panel" aria-label="Crash report">
      <h2>{firstLine(crash.reason)}</h2>
      <dl class="facts">
        <div>
          <dt>Process</dt>
          <dd>
            <ProcessLink process={crash.process} />, started as <code>{formatFunction(crash.initialCall)}</code>
          </dd>
        </div>
        <div>
          <dt>When</dt>
          <dd>
            {formatClock(toWallTime(crash.time))}, {formatAgo(ago(crash.time))}, on scheduler {crash.scheduler}
          </dd>
        </div>
        <div>
          <dt>Mailbox</dt>
          <dd>{plural(crash.queueLength, 'message')} waiting</dd>
        </div>
        <div>
          <dt>Ancestors</dt>
          <dd>
            <ProcessLinks processes={crash.ancestors} />
          </dd>
        </div>
        <div>
          <dt>Afterwards</dt>
          <dd>
            {restart === undefined ? (
              'No supervisor has said anything about it.'
            ) : (
              <>
                <ProcessLink process={restart.supervisor} /> {restart.restarts ? 'restarted' : 'did not restart'}{' '}
                <a href={formatRoute({ view: 'supervision' })}>{restart.child ?? 'it'}</a>.
              </>
            )}
          </dd>
        </div>
      </dl>
      <h3>Reason</h3>
      <pre class="term">{crash.reason}</pre>
      {crash.stack !== null && (
        <>
          <h3>Stack</h3>
          <pre class="term">{crash.stack}</pre>
        </>
      )}
    </section>
  )
}
