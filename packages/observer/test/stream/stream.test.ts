import { once } from 'node:events'
import { createServer, get, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, it } from 'vitest'
import type { Counters, SchedulerCounters } from '../../src/observed.ts'
import type { VMEvent } from '../../src/protocol.ts'
import { EventQueue } from '../../src/stream/event-queue.ts'
import { EventStream } from '../../src/stream/event-stream.ts'
import { History } from '../../src/stream/history.ts'
import { movesBetween } from '../../src/stream/moves.ts'
import { overviewOf } from '../../src/stream/overview.ts'

function event(number: number): VMEvent {
  return { kind: 'schedulerDown', time: number, number, scheduler: 1, cause: 'a test', processes: 0 }
}

describe('a queue of events', () => {
  it('keeps the newest, and counts what it drops', () => {
    const queue = new EventQueue(3)
    for (let number = 1; number <= 20; number++) queue.add(event(number))
    const { events, dropped } = queue.take()
    expect(events.map(({ number }) => number)).toEqual([18, 19, 20])
    expect(dropped).toBe(17)
    expect(queue.isEmpty).toBe(true)
    queue.add(event(21))
    expect(queue.take()).toEqual({ events: [event(21)], dropped: 0 })
  })
})

describe('a stream of events', () => {
  it('drops what a client that does not read has no room for, and goes on when it reads', async () => {
    const server = createServer().listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const requested = once(server, 'request') as Promise<[IncomingMessage, ServerResponse]>
    const answered = once(get({ port, host: '127.0.0.1' }), 'response') as Promise<[IncomingMessage]>
    const [, response] = await requested
    const stream = new EventStream(response, 100_000)
    const [reading] = await answered
    const long = { type: 'started', durationMs: 10 ** 15 } as const
    let sent = 0
    // A socket holds a few megabytes by itself.
    while (stream.send(long)) sent++
    expect(sent).toBeGreaterThan(0)
    expect(stream.isFull).toBe(true)
    reading.resume()
    await once(response, 'drain')
    expect(stream.send({ type: 'ended', why: 'time' })).toBe(true)
    stream.end()
    await once(reading, 'end')
    server.close()
  })
})

describe('the history', () => {
  it('numbers all, and keeps the latest of what is rare', () => {
    const history = new History()
    for (let i = 0; i < 1000; i++) {
      history.add({ kind: 'steal', time: i, thief: 1, steals: 1, processes: 1 })
      history.add({ kind: 'schedulerDown', time: i, scheduler: 1, cause: '', processes: 0 })
    }
    const { recent } = history
    expect(recent).toHaveLength(200)
    expect(recent.at(-1)).toMatchObject({ kind: 'schedulerDown', number: 2000, time: 999 })
    expect(recent[0]).toMatchObject({ time: 800 })
  })
})

describe('an overview', () => {
  const before = countersOf(1000, { busy: 100, slices: 50, parks: 1 })

  it('has rates over the time since the last one', () => {
    const { schedulers } = overviewOf(before, countersOf(3000, { busy: 1100, slices: 250, parks: 2 }), 5)
    expect(schedulers[0]).toMatchObject({ id: 1, utilization: 0.5, slicesPerSecond: 100, parksPerSecond: 0.5 })
  })

  it('does not count backwards for a scheduler that counts anew', () => {
    const { schedulers } = overviewOf(before, countersOf(2000, { busy: 0, slices: 0, parks: 0 }), 5)
    expect(schedulers[0]).toMatchObject({ utilization: 0, slicesPerSecond: 0 })
  })
})

describe('moves', () => {
  it('are steals where somebody stole, and migrations where processes only came', () => {
    const before: Counters = { ...countersOf(0, {}), schedulers: [schedulerOf({}), schedulerOf({})] }
    const now: Counters = {
      ...countersOf(100, {}),
      schedulers: [schedulerOf({ stealsWon: 2, movedIn: 7 }), schedulerOf({ movedIn: 1, movedOut: 7 })],
    }
    expect(movesBetween(before, now)).toEqual([
      { kind: 'steal', time: 100, thief: 1, steals: 2, processes: 7 },
      { kind: 'migration', time: 100, scheduler: 2, movedIn: 1, movedOut: 7 },
    ])
  })
})

function countersOf(time: number, of: Partial<SchedulerCounters>): Counters {
  return { time, processes: 0, online: 1, schedulers: [schedulerOf(of)] }
}

function schedulerOf(of: Partial<SchedulerCounters>): SchedulerCounters {
  const none = { busy: 0, slices: 0, spawned: 0, exited: 0, signalsSent: 0, signalsReceived: 0, bytesSent: 0 }
  const more = { parks: 0, spins: 0, runQueue: 0, processes: 0, stealsTried: 0, stealsWon: 0, movedIn: 0, movedOut: 0 }
  return { ...none, ...more, heapUsed: 0, heapTotal: 0, lives: 1, ...of }
}
