import type { ComponentChildren, JSX } from 'preact'
import type { ProcessDetails } from '../../../protocol.ts'
import { formatFunction } from '../../format/names.ts'
import { formatBytes, formatCount } from '../../format/numbers.ts'

export function Facts({ process }: { process: ProcessDetails }): JSX.Element {
  const facts: [title: string, value: ComponentChildren][] = [
    [
      'Status',
      <span key="status" class="status" data-status={process.status}>
        {process.status}
      </span>,
    ],
    ['Scheduler', `${process.scheduler}${process.pinned ? ', pinned' : ''}`],
    ['Started as', <code key="initial">{formatFunction(process.initialCall)}</code>],
    ['Now in', <code key="current">{formatFunction(process.currentFunction)}</code>],
    ['Registered name', process.registeredName ?? none],
    ['Label', process.label ?? none],
    ['Mailbox', `${formatCount(process.queueLength)} waiting`],
    ['Reductions', formatCount(process.reductions)],
    ['Memory', formatBytes(process.memory)],
    ['Priority', process.priority],
    ['Traps exits', process.trapExit ? 'yes' : 'no'],
  ]
  return (
    <section class="panel">
      <h2>State</h2>
      <dl class="facts">
        {facts.map(([title, value]) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}

const none = <span class="none">none</span>
