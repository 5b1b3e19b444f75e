import { useSignal } from '@preact/signals'
import type { JSX } from 'preact'
import { useEffect } from 'preact/hooks'
import { type Connection, connection, reconnectNow } from '../connection/connection.ts'
import { formatAgo, formatClock, formatDuration } from '../format/time.ts'
import { hello } from '../model/store.ts'

/** Says so when what the page shows is not live. */
export function Banner(): JSX.Element | null {
  const now = useSignal(Date.now())
  useEffect(() => {
    const timer = setInterval(() => {
      now.value = Date.now()
    }, 1000)
    return () => clearInterval(timer)
  }, [now])
  const state = connection.value
  const text = describe(state, now.value, hello.value !== null)
  if (text === null) return <div class="banner" role="alert" hidden />
  return (
    <div class="banner" role="alert" data-state={state.state}>
      <p>{text}</p>
      {(state.state === 'lost' || state.state === 'refused') && (
        <button type="button" onClick={reconnectNow}>
          Try now
        </button>
      )}
    </div>
  )
}

function describe(state: Connection, now: number, hasData: boolean): string | null {
  switch (state.state) {
    case 'live':
      return null
    case 'connecting':
      return hasData ? null : 'Connecting to the VM…'
    case 'silent':
      return `The VM has said nothing since ${formatClock(state.since)}: its main thread is busy. What you see is as of then.`
    case 'lost': {
      const wait = Math.max(0, state.retryAt - now)
      const next =
        wait < 1000
          ? 'Trying again…'
          : `Next attempt in ${formatDuration(Math.ceil(wait / 1000) * 1000).replace('.0', '')}.`
      return `Connection lost ${formatAgo(now - state.since)}. What you see is as of then. ${next}`
    }
    case 'stopped':
      return `The VM stopped at ${formatClock(state.since)}. What you see is its last state.`
    case 'refused':
      return `${state.message} Open the link that the VM printed when it started: it has the token in it.`
  }
}
