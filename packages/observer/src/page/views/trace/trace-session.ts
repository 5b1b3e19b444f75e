import type { TracedMessage, TraceEnded, TraceEvent } from '../../../protocol.ts'

/** A trace that runs, or has run. */
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

/** It ended, unless it had. */
export function end(session: TraceSession, why: string): TraceSession {
  return session.ended !== null ? session : { ...session, state: 'ended', ended: why }
}
