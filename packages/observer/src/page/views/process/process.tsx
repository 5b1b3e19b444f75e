import type { JSX } from 'preact'
import { Stack } from '../../components/stack.tsx'
import { usePoll } from '../../connection/poll.ts'
import { formatRoute } from '../../navigation/address.ts'
import { Actions } from './actions.tsx'
import { Dictionary } from './dictionary.tsx'
import { Facts } from './facts.tsx'
import { Mailbox } from './mailbox.tsx'
import { Relations } from './relations.tsx'

/** All about one process. */
export function ProcessView({ pid }: { pid: number }): JSX.Element {
  const { answer, failure } = usePoll({ type: 'process', pid })
  const back = (
    <a class="back" data-parent href={formatRoute({ view: 'processes' })}>
      ← Processes
    </a>
  )
  if (answer === null || answer.pid !== pid) {
    return (
      <section>
        {back}
        <p class="empty" role="status">
          {failure?.message ?? 'Asking its scheduler…'}
        </p>
      </section>
    )
  }
  const ended = failure?.code === 'noProcess'
  return (
    <section class="detail" data-ended={ended}>
      {back}
      <header class="detail-head">
        <h1>
          {answer.name ?? answer.call ?? answer.initialCall.name} <code>{answer.shown}</code>
        </h1>
        {!ended && <Actions process={answer} />}
      </header>
      {failure !== null && (
        <p class="warning" role="status">
          {ended ? 'This process has ended. What follows is its last known state.' : failure.message}
        </p>
      )}
      <div class="columns">
        <Facts process={answer} />
        <Relations process={answer} />
      </div>
      <section class="panel">
        <h2>Stack</h2>
        <Stack lines={answer.stack} />
      </section>
      <Mailbox process={answer} />
      <Dictionary process={answer} />
    </section>
  )
}
