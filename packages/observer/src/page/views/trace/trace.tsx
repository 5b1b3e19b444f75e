import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useMemo } from 'preact/hooks'
import type { TracedMessage } from '../../../protocol.ts'
import { VirtualTable } from '../../components/virtual-table.tsx'
import { plural } from '../../format/numbers.ts'
import { traceColumns } from './columns.tsx'
import { session, stopTrace } from './session.ts'
import { TraceForm } from './trace-form.tsx'
import type { TraceSession } from './trace-session.ts'

/** The messages of a process, or of all that were started with a function, for a while. */
export function TraceView(): JSX.Element {
  const filter = useSignal('')
  const now = session.value
  const text = filter.value.toLowerCase()
  const messages = useMemo(
    () => (now?.messages ?? []).filter((message) => matches(message, text)),
    [now?.messages, text],
  )
  const numbers = useMemo(() => messages.map((message, number) => ({ ...message, number })), [messages])
  return (
    <section class="fill">
      <h1>Trace</h1>
      <TraceForm />
      {now !== null && (
        <>
          <div class="toolbar">
            <p class="note" role="status">
              <strong>{now.title}</strong>: {describe(now)}
            </p>
            {now.state !== 'ended' && (
              <button type="button" onClick={stopTrace}>
                Stop
              </button>
            )}
            <label>
              <span>Filter</span>
              <input
                type="search"
                data-filter
                value={filter.value}
                onInput={(event) => (filter.value = event.currentTarget.value)}
              />
            </label>
          </div>
          <VirtualTable
            label="Messages"
            columns={traceColumns}
            count={numbers.length}
            offset={0}
            rows={numbers}
            keyOf={({ number }) => number}
            empty={now.state === 'ended' ? 'No message.' : 'No message yet.'}
          />
        </>
      )}
    </section>
  )
}

function matches({ message, peer, process }: TracedMessage, text: string): boolean {
  if (text === '') return true
  return [message, peer?.shown, peer?.name, process.shown, process.name].some((part) =>
    part?.toLowerCase().includes(text),
  )
}

function describe({ state, messages, dropped, forgotten, ended }: TraceSession): string {
  const parts = [state === 'ended' ? (ended ?? '') : state === 'starting' ? 'Starting…' : 'Running.']
  parts.push(`${plural(messages.length + forgotten, 'message')}.`)
  if (forgotten > 0) parts.push(`The latest ${messages.length} are kept.`)
  if (dropped > 0) parts.push(`${plural(dropped, 'more')} came too fast to be told.`.replace('mores', 'more'))
  return parts.join(' ')
}
