import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import type { CrashEvent } from '../../../protocol.ts'
import { firstLine } from '../../format/names.ts'
import { plural } from '../../format/numbers.ts'
import { formatClock } from '../../format/time.ts'
import { log, toWallTime } from '../../model/store.ts'
import { formatRoute } from '../../navigation/address.ts'
import { route } from '../../navigation/route.ts'
import { CrashReport } from './crash-report.tsx'

/** Processes that ended by an uncaught exception, newest first, and one of them in full. */
export function CrashesView(): JSX.Element {
  const { crashes } = log.value
  const { item } = route.value
  // The newest one when the view was opened: what somebody reads must not be replaced by the next crash.
  const opened = useSignal<number | null>(null)
  opened.value ??= crashes[0]?.number ?? null
  const shown = crashes.find(({ number }) => number === (item ?? opened.value))
  return (
    <section>
      <h1>Crashes</h1>
      <p class="note">
        {crashes.length === 0
          ? 'No process has crashed since this VM was looked at.'
          : `${plural(crashes.length, 'report')}, newest first.`}
      </p>
      <div class="split list-first">
        <ol class="panel reports">
          {crashes.map((crash) => (
            <Summary key={crash.number} crash={crash} current={crash === shown} />
          ))}
        </ol>
        {shown !== undefined && <CrashReport crash={shown} />}
        {shown === undefined && item !== null && <p class="empty">This report is not known any more.</p>}
      </div>
    </section>
  )
}

function Summary({ crash, current }: { crash: CrashEvent; current: boolean }): JSX.Element {
  return (
    <li>
      <a href={formatRoute({ view: 'crashes', item: crash.number })} aria-current={current}>
        <time>{formatClock(toWallTime(crash.time))}</time>
        <span class="who">{crash.process.name ?? crash.initialCall.name}</span>
        <span class="reason">{firstLine(crash.reason)}</span>
      </a>
    </li>
  )
}
