import { describe, expect, it } from 'vitest'
import { applyTrace, LONGEST_TRACE, type TraceSession } from '../../src/page/views/trace/trace-session.ts'
import type { TracedMessage } from '../../src/protocol.ts'
import { processName } from './support.ts'

const begun: TraceSession = { title: 'till', state: 'starting', messages: [], forgotten: 0, dropped: 0, ended: null }

function message(time: number): TracedMessage {
  return { time, direction: 'received', process: processName(1), peer: null, message: 'sell' }
}

describe('a trace', () => {
  it('begins, collects, and ends with the reason in words', () => {
    const running = applyTrace(begun, { type: 'started', durationMs: 1000 })
    const some = applyTrace(running, { type: 'traced', messages: [message(1), message(2)], dropped: 3 })
    expect(some).toMatchObject({ state: 'running', dropped: 3, messages: [{ time: 1 }, { time: 2 }] })
    expect(applyTrace(some, { type: 'ended', why: 'process' })).toMatchObject({
      state: 'ended',
      ended: 'The process has ended.',
    })
  })

  it('keeps its first end: a connection that closes afterwards is no other one', () => {
    const ended = applyTrace(begun, { type: 'ended', why: 'time' })
    expect(applyTrace(ended, { type: 'ended', why: 'stopped' })).toBe(ended)
  })

  it('forgets the oldest messages when there are too many, and counts them', () => {
    const many = Array.from({ length: LONGEST_TRACE + 5 }, (_, time) => message(time))
    const session = applyTrace(begun, { type: 'traced', messages: many, dropped: 0 })
    expect([session.messages.length, session.forgotten, session.messages[0]?.time]).toEqual([LONGEST_TRACE, 5, 5])
  })
})
