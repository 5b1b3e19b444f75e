import type { JSX } from 'preact'
import type { ProcessDetails } from '../../../protocol.ts'
import { formatCount } from '../../format/numbers.ts'

export function Mailbox({ process: { messages, queueLength } }: { process: ProcessDetails }): JSX.Element {
  return (
    <section class="panel">
      <h2>Mailbox</h2>
      <p class="note">
        {queueLength === 0
          ? 'Empty.'
          : messages.length < queueLength
            ? `The oldest ${formatCount(messages.length)} of ${formatCount(queueLength)} messages.`
            : 'Oldest first.'}
      </p>
      <ol class="terms">
        {messages.map((message, i) => (
          <li key={i}>
            <code>{message}</code>
          </li>
        ))}
      </ol>
    </section>
  )
}
