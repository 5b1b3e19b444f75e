import { BadArg, type Pid, Process, receive, System, self, send, spawn, spawnWith } from 'multibeam'
import { simulate } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'

type Told = ['monitor', pid: Pid, what: string, is: unknown]

/** Takes messages in bursts, when told to, and says so. */
function* consumer(to: Pid): Process<never> {
  for (;;) {
    const [, n] = yield* receive<['take', number]>('take')
    for (let left = n; left > 0; left--) yield* receive('item')
    send(to, ['taken', n])
  }
}

function* fill(to: Pid, n: number): Process {
  for (let i = 0; i < n; i++) send(to, ['item', i])
}

function* told(count: number): Process<unknown[]> {
  const all: unknown[] = []
  for (let left = count; left > 0; left--) all.push((yield* receive<Told>('monitor'))[3])
  return all
}

/** All schedulers have heard of what was sent to the main thread before. */
function* settled(): Process {
  for (let i = 0; i < 50; i++) yield* Process.yield()
  yield* receive('never', { after: 10 })
}

const seeds = [1, 2, 3, 4, 5, 6, 7]

describe('System.monitor', () => {
  it('tells of a mailbox that grows long once, and once when it is short again, on every scheduler', async () => {
    function* main(): Process<unknown> {
      System.monitor({ longMessageQueue: [2, 10] })
      yield* settled()
      const seen: unknown[] = []
      for (let scheduler = 1; scheduler <= System.schedulers(); scheduler++) {
        const pid = spawnWith({ scheduler }, consumer, self())
        spawn(fill, pid, 15)
        const [, who, what, isLong] = yield* receive<Told>('monitor')
        send(pid, ['take', 12])
        yield* receive('taken')
        // Three left: still long.
        seen.push([who === pid, what, isLong, yield* receive('monitor', { after: 5, otherwise: () => 'nothing' })])
        send(pid, ['take', 1])
        seen.push(yield* told(1))
      }
      return seen
    }
    const each = [[true, 'longMessageQueue', true, 'nothing'], [false]]
    for (const seed of seeds) expect(await simulate({ seed }, main), `seed ${seed}`).toEqual([...each, ...each])
  })

  it('is silent when it is ended, replaced, or its process has ended', async () => {
    function* other(to: Pid): Process {
      System.monitor({ longMessageQueue: [0, 1] })
      yield* settled()
      send(to, 'set')
      yield* receive('end')
    }
    function* idle(): Process {
      yield* receive('never')
    }
    function* main(): Process<unknown> {
      const quiet = (): Process<unknown> => receive('monitor', { after: 10, otherwise: () => 'nothing' })
      const seen: unknown[] = []
      const send20 = function* (): Process {
        const pid = spawn(idle)
        for (let i = 0; i < 20; i++) send(pid, i)
        yield* Process.yield()
      }
      System.monitor({ longMessageQueue: [0, 5] })
      yield* settled()
      yield* send20()
      seen.push(yield* told(1))
      const replaces = spawn(other, self())
      yield* receive('set')
      yield* send20()
      seen.push(yield* quiet())
      send(replaces, 'end')
      yield* settled()
      yield* send20()
      System.monitor({ longMessageQueue: [0, 5] })
      yield* settled()
      System.monitor(undefined)
      yield* settled()
      yield* send20()
      seen.push(yield* quiet())
      return seen
    }
    for (const seed of seeds)
      expect(await simulate({ seed }, main), `seed ${seed}`).toEqual([[true], 'nothing', 'nothing'])
  })

  it('does not tell of the mailbox of the one who is told', async () => {
    function* main(): Process<unknown> {
      System.monitor({ longMessageQueue: [0, 3] })
      yield* settled()
      for (let i = 0; i < 10; i++) send(self(), i)
      return yield* receive('monitor', { after: 5, otherwise: () => 'nothing' })
    }
    expect(await simulate({ seed: 1 }, main)).toBe('nothing')
  })

  it('refuses limits that are none', async () => {
    function* main(): Process<unknown[]> {
      const given = [
        { longschedule: 5 },
        { longSchedule: 0 },
        { longMessageQueue: [5, 5] },
        { longMessageQueue: 10 },
        null,
      ]
      return given.map((options) => {
        try {
          return System.monitor(options as never)
        } catch (error) {
          return error instanceof BadArg && error.message
        }
      })
    }
    expect(await simulate({ seed: 1 }, main)).toEqual([
      "System.monitor: 'longschedule' is no option; there are longSchedule, longMessageQueue",
      'System.monitor: longSchedule is 0; give milliseconds, from 1 on, or leave it out',
      'System.monitor: longMessageQueue is [ 5, 5 ]; give [off, on], numbers of messages, such as [100, 1000]',
      'System.monitor: longMessageQueue is 10; give [off, on], numbers of messages, such as [100, 1000]',
      'System.monitor: null are no options; give an object with longSchedule, longMessageQueue',
    ])
  })
})
