// The trace that runs, or the last one. It outlives a change of the view.

import { signal } from '@preact/signals'
import type { TracedMessage, TraceEnded, TraceEvent, TraceTarget } from '../../../protocol.ts'
import { RequestFailed } from '../../connection/requests.ts'
import { readStream } from '../../connection/stream.ts'

export interface TraceSession {
  /** What is traced, in words. */
  readonly title: string
  readonly state: 'starting' | 'running' | 'ended'
  /** Oldest first. */
  readonly messages: readonly TracedMessage[]
  /** Messages that came before those, and were left out for want of room. */
  readonly forgotten: number
  /** Messages that the server could not tell, since there were too many. */
  readonly dropped: number
  /** Why it ended, or could not begin; null: it runs. */
  readonly ended: string | null
}

/** Chosen: some megabytes of the page's memory. */
export const LONGEST_TRACE = 20_000

export const session = signal<TraceSession | null>(null)
let running: AbortController | null = null

export function stopTrace(): void {
  running?.abort()
}

/** Begins a trace; one that runs ends. */
export async function startTrace(target: TraceTarget, title: string): Promise<void> {
  stopTrace()
  const mine = new AbortController()
  running = mine
  session.value = { title, state: 'starting', messages: [], forgotten: 0, dropped: 0, ended: null }
  const update = (change: (session: TraceSession) => TraceSession): void => {
    if (running === mine && session.value !== null) session.value = change(session.value)
  }
  try {
    const query = new URLSearchParams({ target: JSON.stringify(target) })
    await readStream<TraceEvent>(`api/trace?${query}`, (event) => update((now) => applyTrace(now, event)), mine.signal)
    update((now) => end(now, 'The connection ended.'))
  } catch (error) {
    if (mine.signal.aborted) update((now) => end(now, 'Stopped.'))
    else update((now) => end(now, error instanceof RequestFailed ? error.message : `The connection ended: ${error}`))
  }
}

export function applyTrace(session: TraceSession, event: TraceEvent): TraceSession {
  switch (event.type) {
    case 'started':
      return { ...session, state: 'running' }
    case 'traced': {
      const all = [...session.messages, ...event.messages]
      const excess = Math.max(0, all.length - LONGEST_TRACE)
      return {
        ...session,
        messages: excess === 0 ? all : all.slice(excess),
        forgotten: session.forgotten + excess,
        dropped: session.dropped + event.dropped,
      }
    }
    case 'ended':
      return end(session, WHY[event.why])
  }
}

const WHY: Record<TraceEnded['why'], string> = {
  time: 'The time is over.',
  process: 'The process has ended.',
  stopped: 'The VM stopped.',
}

function end(session: TraceSession, why: string): TraceSession {
  return session.ended !== null ? session : { ...session, state: 'ended', ended: why }
}
