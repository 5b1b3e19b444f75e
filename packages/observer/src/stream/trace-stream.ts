import type { Observed } from '../observed.ts'
import type { TracedMessage, TraceEnded, TraceTarget } from '../protocol.ts'
import type { EventStream } from './event-stream.ts'

/**
 * Sends a client the messages of a process or function, until the time is over, the process has ended or the client goes away. Rejects with a
 * Refusal, before anything is sent, when there is nothing to trace. `open` begins the client's stream.
 */
export async function streamTrace(
  observed: Observed,
  target: TraceTarget & { durationMs: number },
  open: () => EventStream,
  onEnd: (end: (why: TraceEnded['why']) => void) => void,
): Promise<void> {
  let stream: EventStream | undefined
  let stop: (() => void) | undefined
  let timer: NodeJS.Timeout | undefined
  let hasEnded = false
  /** Messages that the client was not sent, since it reads slowly. */
  let missed = 0
  const end = (why: TraceEnded['why']): void => {
    if (hasEnded) return
    hasEnded = true
    clearTimeout(timer)
    stop?.()
    stream?.send({ type: 'ended', why })
    stream?.end()
  }
  const traced = (messages: readonly TracedMessage[], dropped: number): void => {
    if (stream?.send({ type: 'traced', messages, dropped: dropped + missed })) missed = 0
    else missed += messages.length + dropped
  }
  stop = await observed.trace(target, { traced, ended: end })
  if (hasEnded) stop()
  stream = open()
  stream.onClose(() => end('stopped'))
  stream.send({ type: 'started', durationMs: target.durationMs })
  if (hasEnded) stream.send({ type: 'ended', why: 'process' }) && stream.end()
  else timer = setTimeout(() => end('time'), target.durationMs).unref()
  onEnd(end)
}
