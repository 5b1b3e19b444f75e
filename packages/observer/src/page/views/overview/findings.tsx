import type { ComponentChildren, JSX } from 'preact'
import { ProcessLink } from '../../components/process-link.tsx'
import { usePoll } from '../../connection/poll.ts'
import { firstLine } from '../../format/names.ts'
import { formatCount, formatShare, plural } from '../../format/numbers.ts'
import { formatAgo } from '../../format/time.ts'
import { type Load, mostLoaded } from '../../model/load.ts'
import { ago, log, schedulerLoads } from '../../model/store.ts'
import { formatRoute } from '../../navigation/address.ts'

/** The answers to what somebody who opens the page wants to know first, in sentences. */
export function Findings(): JSX.Element {
  return (
    <section class="findings" aria-label="At a glance">
      <BusiestScheduler />
      <LongestMailbox />
      <LastRestart />
    </section>
  )
}

function Finding({
  level,
  title,
  children,
}: {
  level: string
  title: string
  children: ComponentChildren
}): JSX.Element {
  return (
    <div class="finding" data-level={level}>
      <h2>{title}</h2>
      <p>{children}</p>
    </div>
  )
}

function BusiestScheduler(): JSX.Element {
  const all = schedulerLoads.value
  const load = mostLoaded(all)
  const others = all.filter(({ level, id }) => level === 'overloaded' && id !== load?.id).length
  return (
    <Finding level={load?.level === 'overloaded' ? 'bad' : 'good'} title="Busiest scheduler">
      {load === undefined ? 'Not known yet.' : describeLoad(load, others)}
    </Finding>
  )
}

function describeLoad({ id, level, utilization, runQueue }: Load, others: number): ComponentChildren {
  const waiting = plural(Math.round(runQueue), 'process waits', 'processes wait')
  const also = others === 0 ? '' : ` So ${others === 1 ? 'is another one' : `are ${others} others`}.`
  if (level === 'overloaded') {
    return (
      <>
        <a href={formatRoute({ view: 'processes', query: { scheduler: String(id) } })}>Scheduler {id}</a>{' '}
        <strong>is overloaded</strong>: {formatShare(utilization)} busy, and {waiting} in its run queue.{also}
      </>
    )
  }
  return `None is overloaded. The busiest is scheduler ${id}, ${formatShare(utilization)} busy.`
}

/** Messages from which on a mailbox is worth a warning. Chosen. */
const LONG_MAILBOX = 1_000

function LongestMailbox(): JSX.Element {
  const { answer } = usePoll({ type: 'processes', sort: 'queueLength', descending: true, limit: 1 })
  const row = answer?.rows[0]
  return (
    <Finding level={(row?.queueLength ?? 0) >= LONG_MAILBOX ? 'bad' : 'good'} title="Longest mailbox">
      {row === undefined || row.queueLength === 0 ? (
        answer === null ? (
          'Not known yet.'
        ) : (
          'All mailboxes are empty.'
        )
      ) : (
        <>
          <ProcessLink process={row} /> has <strong>{plural(row.queueLength, 'message')}</strong> waiting.{' '}
          <a href={formatRoute({ view: 'processes', query: { sort: 'queueLength' } })}>
            All {formatCount(answer?.total ?? 0)}
          </a>
        </>
      )}
    </Finding>
  )
}

function LastRestart(): JSX.Element {
  const restart = log.value.supervision.find(({ restarts }) => restarts)
  return (
    <Finding level={restart === undefined ? 'good' : 'bad'} title="Last restart">
      {restart === undefined ? (
        'No supervisor has restarted a child lately.'
      ) : (
        <>
          <a href={formatRoute({ view: 'supervision' })}>{restart.child ?? 'A child'}</a> under{' '}
          <ProcessLink process={restart.supervisor} />, {formatAgo(ago(restart.time))}, because of{' '}
          <strong class="reason">{firstLine(restart.reason)}</strong>
        </>
      )}
    </Finding>
  )
}
