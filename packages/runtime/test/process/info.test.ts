import {
  BadArg,
  inspect,
  makeRef,
  type Pid,
  Process,
  type ProcessInfo,
  receive,
  System,
  self,
  send,
  sleep,
  spawn,
  spawnWith,
} from 'multibeam'
import { Simulation, simulate } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'

function* idle(): Process<unknown> {
  return yield* receive('stop')
}

function* noted(): Process<unknown> {
  Process.put('key', ['value'])
  return yield* receive('stop')
}

/** Sends the refs it makes. */
function* refMaker(to: Pid, count: number): Process {
  for (let i = 0; i < count; i++) {
    send(to, makeRef())
    if (i % 5 === 0) yield* Process.yield()
  }
}

function* end(): Process {}

describe('self, makeRef, inspect', () => {
  it('give what is unique in the VM', async () => {
    function* main(): Process<unknown> {
      for (let i = 1; i <= 4; i++) spawnWith({ scheduler: i }, refMaker, self(), 100)
      const refs = new Set<unknown>()
      for (let i = 0; i < 100; i++) refs.add(makeRef())
      for (let i = 0; i < 400; i++) refs.add(yield* receive())
      return [refs.size, inspect(self()), inspect(makeRef()), inspect({ pid: [self()] })]
    }
    const [size, pid, ref, nested] = (await simulate({ schedulers: 4, seed: 1 }, main)) as [
      number,
      string,
      string,
      string,
    ]
    expect(size).toBe(500)
    expect(pid).toMatch(/^#PID<0\.\d+\.1>$/)
    expect(ref).toMatch(/^#Ref<1\.\d+>$/)
    expect(nested).toBe(`{ pid: [ ${pid} ] }`)
  })

  it('are called in a process', () => {
    for (const call of [self, makeRef, () => Process.put(1, 2), () => Process.list(), () => spawn(end)]) {
      expect(call).toThrow('was called outside of a process')
    }
  })
})

describe('the process dictionary', () => {
  it('is private to its process, and gives previous values', async () => {
    function* child(parent: Pid): Process {
      send(parent, [Process.get('key'), Process.put('key', 'child')])
    }
    function* main(): Process<unknown> {
      const key = { an: 'object' }
      const got = [Process.get('key'), Process.delete('key'), Process.put('key', 1), Process.put('key', 2)]
      Process.put(key, 'by identity')
      spawn(child, self())
      const theirs = yield* receive()
      return [got, theirs, Process.get(key), Process.get({ ...key }), Process.delete('key'), Process.get('key')]
    }
    expect(await simulate({ schedulers: 1, seed: 1 }, main)).toEqual([
      [undefined, undefined, undefined, 1],
      [undefined, undefined],
      'by identity',
      undefined,
      2,
      undefined,
    ])
  })
})

describe('Process.info', () => {
  it('S43 shows the messages in order without taking them', async () => {
    function* main(): Process<unknown> {
      const me = self()
      for (const message of ['a', ['b', { n: 1 }], 3]) send(me, message)
      const shown = yield* Process.info(me, 'messages')
      const first = shown?.[1] as [string, { n: number }]
      first[1].n = 2
      const length = yield* Process.info(me, 'messageQueueLength')
      return [shown?.length, length, yield* receive(), yield* receive(), yield* receive()]
    }
    expect(await simulate({ seed: 1 }, main)).toEqual([3, 3, 'a', ['b', { n: 1 }], 3])
  })

  it.each([1, 2])('tells each item of a process on scheduler %i', async (scheduler) => {
    function* main(): Process<unknown> {
      const pid = spawnWith({ scheduler, priority: 'high' }, noted)
      yield* sleep(5)
      send(pid, 'one')
      send(pid, ['two'])
      const all = yield* Process.info(pid)
      const pair = yield* Process.info(pid, 'messages', 'status')
      return [all, pair, yield* Process.info(pid, 'priority'), self()]
    }
    const [all, pair, priority, me] = (await simulate({ schedulers: 2, seed: 1 }, main)) as [
      ProcessInfo,
      ProcessInfo,
      string,
      Pid,
    ]
    expect(all).toEqual({
      status: 'waiting',
      messageQueueLength: 2,
      dictionary: new Map([['key', ['value']]]),
      reductions: expect.any(Number),
      priority: 'high',
      initialCall: { url: undefined, name: 'noted' },
      parent: me,
      links: [],
      monitors: [],
      monitoredBy: [],
      registeredName: undefined,
      trapExit: false,
      label: undefined,
      currentFunction: { url: undefined, name: 'noted' },
      currentStacktrace: ['at noted (inline)'],
      memory: expect.any(Number),
      scheduler,
      pinned: true,
    })
    expect(pair).toEqual({ messages: ['one', ['two']], status: 'waiting' })
    expect(priority).toBe('high')
  })

  it('is seen behind the messages sent before, wherever the process is meanwhile', async () => {
    function* worker(): Process<unknown> {
      return yield* receive('stop')
    }
    function* main(): Process<unknown> {
      const wrong: unknown[] = []
      for (let round = 0; round < 5; round++) {
        const pids = Array.from({ length: 12 }, () => spawn(worker))
        for (const pid of pids) {
          send(pid, 'a')
          send(pid, 'b')
        }
        for (const pid of pids) {
          const messages = yield* Process.info(pid, 'messages')
          if (JSON.stringify(messages) !== '["a","b"]') wrong.push(messages)
          send(pid, 'c')
          const { messages: now, scheduler } = (yield* Process.info(pid, 'messages', 'scheduler')) as ProcessInfo
          if (JSON.stringify(now) !== '["a","b","c"]') wrong.push([scheduler, now])
          send(pid, 'stop')
        }
      }
      return wrong
    }
    for (let seed = 0; seed < 20; seed++) {
      expect(await simulate({ schedulers: 1 + (seed % 5), seed }, main), `seed ${seed}`).toEqual([])
    }
  })

  it('gives undefined for a process that is no more, and for the main thread', async () => {
    function* main(outside: Pid): Process<unknown> {
      const pids = [spawnWith({ scheduler: 1 }, end), spawnWith({ scheduler: 2 }, end)]
      yield* sleep(5)
      const infos: unknown[] = []
      for (const pid of [...pids, outside]) infos.push(yield* Process.info(pid), yield* Process.info(pid, 'status'))
      const alive: boolean[] = []
      for (const pid of [...pids, self()]) alive.push(yield* Process.alive(pid))
      return [infos, alive]
    }
    const simulation = new Simulation({ seed: 2 })
    const [infos, alive] = (await simulation.run(main, simulation.self)) as [unknown[], boolean[]]
    expect(infos).toEqual(new Array(6).fill(undefined))
    expect(alive).toEqual([false, false, true])
  })

  it('throws in the asker, and in nobody else, when the dictionary holds what cannot be sent', async () => {
    function* secretive(): Process<unknown> {
      Process.put('secret', () => 1)
      return yield* receive('stop')
    }
    function* main(): Process<unknown> {
      const caught: string[] = []
      for (const scheduler of [1, 2]) {
        const pid = spawnWith({ scheduler }, secretive)
        yield* sleep(5)
        try {
          yield* Process.info(pid, 'dictionary')
        } catch (error) {
          caught.push((error as Error).message)
        }
        caught.push(String(yield* Process.info(pid, 'status')))
      }
      return caught
    }
    const caught = (await simulate({ seed: 2 }, main)) as string[]
    expect(caught).toHaveLength(4)
    expect(caught[0]).toContain('function')
    expect(caught[2]).toContain('function')
    expect([caught[1], caught[3]]).toEqual(['waiting', 'waiting'])
  })

  it('throws BadArg for what is no pid and no item', async () => {
    function* main(): Process<unknown> {
      const caught: boolean[] = []
      for (const ask of [
        () => Process.info(7 as Pid),
        () => Process.info(self(), 'nonsense' as never),
        () => Process.alive('x' as never),
      ]) {
        try {
          yield* ask() as Process
        } catch (error) {
          caught.push(error instanceof BadArg)
        }
      }
      return caught
    }
    expect(await simulate({ seed: 1 }, main)).toEqual([true, true, true])
  })
})

describe('Process.list', () => {
  it('S43 holds every live process once, and counts agree', async () => {
    function* main(): Process<unknown> {
      const pids = Array.from({ length: 50 }, () => spawn(idle))
      const fresh = Process.list()
      yield* sleep(5)
      const running = Process.list()
      for (const pid of pids.slice(0, 20)) send(pid, 'stop')
      yield* sleep(5)
      const left = Process.list()
      const same = (list: Pid[], expected: Pid[]): boolean =>
        list.length === expected.length && expected.every((pid) => list.includes(pid))
      return [
        same(fresh, [self(), ...pids]),
        same(running, [self(), ...pids]),
        same(left, [self(), ...pids.slice(20)]),
        System.processCount(),
      ]
    }
    for (const seed of [1, 2, 3]) {
      expect(await simulate({ schedulers: 4, seed }, main)).toEqual([true, true, true, 31])
    }
  })
})

describe('System', () => {
  it('tells the schedulers, the limit and what was done', async () => {
    function* main(): Process<unknown> {
      const seen = [System.schedulers(), System.schedulersOnline(), System.schedulerId(), System.processLimit()]
      for (let i = 0; i < 10; i++) spawn(end)
      yield* sleep(10)
      const statistics = System.statistics()
      const total = (item: 'spawned' | 'exited'): number => statistics.reduce((sum, each) => sum + each[item], 0)
      return [seen, statistics.map(({ scheduler }) => scheduler), total('spawned'), total('exited')]
    }
    expect(await simulate({ schedulers: 3, seed: 1, processLimit: 5000 }, main)).toEqual([
      [3, 3, 1, 5000],
      [1, 2, 3],
      11,
      10,
    ])
  })
})

it('a process is pinned while it is suspended, and no longer', async () => {
  function* waits(): Process {}
  function* main(): Process<unknown[]> {
    const pid = spawnWith({ priority: 'low' }, waits)
    yield* Process.suspend(pid)
    const suspended = yield* Process.info(pid, 'pinned')
    Process.resume(pid)
    return [suspended, yield* Process.info(pid, 'pinned')]
  }
  expect(await simulate({ schedulers: 1, seed: 1 }, main)).toEqual([true, false])
})
