import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { LONGEST_TRACE_MILLISECONDS } from '../../../protocol.ts'
import { RequestFailed } from '../../connection/requests.ts'
import { replaceQuery, route } from '../../navigation/route.ts'
import { findPid } from './find-pid.ts'
import { session, startTrace } from './session.ts'

const DURATIONS = [5_000, 10_000, 30_000, LONGEST_TRACE_MILLISECONDS]

/** Whom to trace, and for how long. */
export function TraceForm(): JSX.Element {
  const { query } = route.value
  const kind = useSignal<'process' | 'function'>('process')
  const who = useSignal(query.shown ?? '')
  const duration = useSignal(10_000)
  const trouble = useSignal<string | null>(null)

  const start = async (pid?: number): Promise<void> => {
    trouble.value = null
    const durationMs = duration.value
    try {
      if (kind.value === 'function') {
        await startTrace({ function: { name: who.value }, durationMs }, `processes started as ${who.value}`)
      } else await startTrace({ pid: pid ?? (await findPid(who.value)), durationMs }, who.value)
    } catch (error) {
      if (!(error instanceof RequestFailed)) throw error
      trouble.value = error.message
    }
  }
  useEffect(() => {
    // Asked for by the button of a process. A reload does not begin it again.
    if (query.start !== 'yes' || query.pid === undefined) return
    replaceQuery({ start: null, pid: null })
    void start(Number(query.pid))
  })

  return (
    <form
      class="toolbar"
      onSubmit={(event) => {
        event.preventDefault()
        void start()
      }}
    >
      <label>
        <span>Messages of</span>
        <select
          value={kind.value}
          onChange={(event) => (kind.value = event.currentTarget.value === 'function' ? 'function' : 'process')}
        >
          <option value="process">a process</option>
          <option value="function">all processes started as</option>
        </select>
      </label>
      <label>
        <span>{kind.value === 'process' ? 'Pid or name' : 'Function'}</span>
        <input
          required
          value={who.value}
          placeholder={kind.value === 'process' ? '0.12.0' : 'worker'}
          onInput={(event) => (who.value = event.currentTarget.value)}
        />
      </label>
      <label>
        <span>For</span>
        <select value={duration.value} onChange={(event) => (duration.value = Number(event.currentTarget.value))}>
          {DURATIONS.map((milliseconds) => (
            <option key={milliseconds} value={milliseconds}>
              {milliseconds / 1000} s
            </option>
          ))}
        </select>
      </label>
      <button type="submit" class="primary">
        {session.value?.state === 'running' ? 'Start anew' : 'Start'}
      </button>
      {trouble.value !== null && (
        <p class="warning" role="alert">
          {trouble.value}
        </p>
      )}
    </form>
  )
}
