// The trace that runs, or the last one. It outlives a change of the view.

import { signal } from '@preact/signals'
import type { TraceEvent, TraceTarget } from '../../../protocol.ts'
import { RequestFailed } from '../../connection/requests.ts'
import { readStream } from '../../connection/stream.ts'
import { applyTrace, end, type TraceSession } from './trace-session.ts'

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
