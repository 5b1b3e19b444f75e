import type { ComponentChildren, JSX } from 'preact'
import type { VMEvent } from '../../../protocol.ts'
import { ProcessLink } from '../../components/process-link.tsx'
import { firstLine, formatFunction } from '../../format/names.ts'
import { plural } from '../../format/numbers.ts'
import { formatClock, formatDuration } from '../../format/time.ts'
import { log, toWallTime } from '../../model/store.ts'
import { formatRoute } from '../../navigation/address.ts'

/** Chosen: what fits under the charts. */
const SHOWN = 30

/** What has happened lately, newest first. */
export function Happenings(): JSX.Element {
  const { moves, crashes, supervision, warnings, dropped } = log.value
  const all: VMEvent[] = [...moves.slice(0, SHOWN), ...crashes.slice(0, SHOWN)]
  all.push(...supervision.slice(0, SHOWN), ...warnings.slice(0, SHOWN))
  const newest = all.toSorted((a, b) => b.number - a.number).slice(0, SHOWN)
  return (
    <section class="panel">
      <h2>As it happens</h2>
      {newest.length === 0 && (
        <p class="empty">Nothing yet: steals, crashes, restarts and long slices are told here.</p>
      )}
      <ol class="happenings" aria-label="As it happens">
        {newest.map((event) => (
          <li key={event.number} data-kind={event.kind}>
            <time>{formatClock(toWallTime(event.time))}</time>
            <span>{describe(event)}</span>
          </li>
        ))}
      </ol>
      {dropped > 0 && <p class="note">{plural(dropped, 'event')} came too fast to be told.</p>}
    </section>
  )
}

function describe(event: VMEvent): ComponentChildren {
  switch (event.kind) {
    case 'steal':
      return `Scheduler ${event.thief} stole ${plural(event.processes, 'process', 'processes')}${event.steals > 1 ? ` in ${event.steals} steals` : ''}.`
    case 'migration':
      return `Scheduler ${event.scheduler} handed over ${plural(event.movedOut, 'process', 'processes')} and took ${event.movedIn}.`
    case 'crash':
      return (
        <>
          <ProcessLink process={event.process} /> crashed:{' '}
          <a href={formatRoute({ view: 'crashes', item: event.number })}>{firstLine(event.reason)}</a>
        </>
      )
    case 'supervisor':
      return (
        <>
          <ProcessLink process={event.supervisor} /> {event.restarts ? 'restarts' : `reports ${event.what} of`}{' '}
          {event.child ?? 'a child'}: {firstLine(event.reason)}
        </>
      )
    case 'longSchedule':
      return (
        <>
          <ProcessLink process={event.process} /> held scheduler {event.scheduler} for{' '}
          {formatDuration(event.milliseconds)} in {formatFunction(event.currentFunction)}.
        </>
      )
    case 'schedulerDown':
      return `Scheduler ${event.scheduler} died, and ${plural(event.processes, 'process', 'processes')} with it: ${firstLine(event.cause)}`
  }
}
