import {
  BadArg,
  type CrashReport,
  exit,
  formatCrash,
  inspect,
  mfa,
  type Pid,
  Process,
  ProcessExit,
  type ProcessFunction,
  receive,
  System,
  SystemLimit,
  self,
  send,
  sleep,
  spawn,
  spawnWith,
  Timer,
  UnsendableTerm,
  wait,
} from 'multibeam'
import { Simulation, simulate } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'

function* end(): Process {}

function* echo(): Process<never> {
  for (;;) {
    const [from, message] = yield* receive<[Pid, unknown]>()
    send(from, ['echo', message])
  }
}

describe('spawn', () => {
  it('runs process functions, ordinary functions, and functions that return an iterator', async () => {
    const simulation = new Simulation({ seed: 1 })
    const out = simulation.self
    function* generator(to: Pid): Process {
      yield* sleep(1)
      send(to, 'generator')
    }
    const plain = (to: Pid): void => send(to, 'plain')
    const returning = (to: Pid): Process => generator(to)
    const step = (): Process => sleep(1)
    function* main(to: Pid): Process {
      spawn(generator, to)
      // Functions that are no process functions stay on this scheduler.
      for (const fn of [plain, returning, step]) spawn(fn, to)
      const iterable = (): string[] => ['an', 'array', 'is', 'a', 'value']
      spawn(iterable)
    }
    await simulation.run(main, out)
    await simulation.settle()
    expect(simulation.messages.toSorted()).toEqual(['generator', 'generator', 'plain'])
    expect(simulation.crashes).toEqual([])
  })

  it.each([1, 2])('copies its arguments at once, wherever the process runs (scheduler %i)', async (scheduler) => {
    function* child(to: Pid, list: number[], nested: { deep: Map<string, number> }): Process {
      list.push(99)
      send(to, [list, nested])
    }
    function* main(): Process<unknown> {
      const list = [1]
      const nested = { deep: new Map([['a', 1]]) }
      spawnWith({ scheduler }, child, self(), list, nested)
      list.push(2)
      nested.deep.set('a', 2)
      const theirs = yield* receive()
      return [theirs, list]
    }
    expect(await simulate({ seed: 1 }, main)).toEqual([
      [[1, 99], { deep: new Map([['a', 1]]) }],
      [1, 2],
    ])
  })

  it('takes process functions as arguments and in messages', async () => {
    function* apply(to: Pid, fn: () => Process<unknown>): Process {
      send(to, ['argument', yield* fn()])
      const [, other] = yield* receive<[string, () => Process<unknown>]>('run')
      send(to, ['message', yield* other()])
    }
    function* one(): Process<number> {
      yield* sleep(1)
      return 1
    }
    function* two(): Process<number> {
      return 2
    }
    function* main(scheduler: number): Process<unknown> {
      const pid = spawnWith({ scheduler }, apply, self(), one)
      send(pid, ['run', two])
      return [yield* receive(), yield* receive()]
    }
    for (const scheduler of [1, 2]) {
      expect(await simulate({ seed: 1 }, main, scheduler)).toEqual([
        ['argument', 1],
        ['message', 2],
      ])
    }
  })

  it('throws in the spawner, naming the path, and starts nothing', async () => {
    function* main(): Process<unknown> {
      const caught: string[] = []
      for (const attempt of [
        () => spawn(end as ProcessFunction, 1, { callback: () => 1 }),
        () => spawn(7 as unknown as ProcessFunction),
        () => spawnWith({ priority: 'urgent' as never }, end),
        () => spawnWith({ scheduler: 3 }, end),
        () => spawnWith({ scheduler: 0 }, end),
        () => spawnWith({ scheduler: 1.5 }, end),
        () => spawnWith({ scheduler: 2 }, () => 1),
        () => mfa('no url', 'main'),
      ]) {
        try {
          attempt()
        } catch (error) {
          caught.push(`${(error as Error).constructor.name}: ${(error as Error).message}`)
        }
      }
      return [caught, System.processCount(), UnsendableTerm.name, BadArg.name]
    }
    const [caught, count] = (await simulate({ seed: 1 }, main)) as [string[], number]
    expect(caught).toHaveLength(8)
    expect(caught[0]).toContain('args[1].callback')
    expect(caught[1]).toContain('spawn: 7 is no process function')
    expect(caught[2]).toContain("'urgent' is no priority")
    for (const message of caught.slice(3, 6)) expect(message).toContain('is no scheduler; give a number from 1 to 2')
    expect(caught[6]).toContain('cannot run on scheduler 2')
    expect(caught[7]).toContain('is no module URL')
    expect(count).toBe(1)
  })

  it('pins to a scheduler', async () => {
    function* where(to: Pid, asked: number): Process {
      for (let i = 0; i < 5; i++) yield* Process.yield()
      send(to, [asked, System.schedulerId(), yield* Process.info(self(), 'pinned')])
    }
    function* main(): Process<unknown> {
      for (let i = 0; i < 40; i++) spawnWith({ scheduler: 1 + (i % 4) }, where, self(), 1 + (i % 4))
      const wrong: unknown[] = []
      for (let i = 0; i < 40; i++) {
        const [asked, got, pinned] = yield* receive<[number, number, boolean]>()
        if (asked !== got || !pinned) wrong.push([asked, got, pinned])
      }
      return wrong
    }
    expect(await simulate({ schedulers: 4, seed: 3 }, main)).toEqual([])
  })
})

describe('S64 the process limit', () => {
  it('throws SystemLimit in the spawner; everything else goes on, and there is room again when processes end', async () => {
    function* idle(): Process<unknown> {
      return yield* receive('stop')
    }
    function* main(): Process<unknown> {
      const server = spawnWith({ scheduler: 2 }, echo)
      const pids: Pid[] = []
      let caught: unknown
      try {
        for (;;) pids.push(spawn(idle))
      } catch (error) {
        caught = error
      }
      const refused = caught instanceof SystemLimit && caught.message.includes('process table is full')
      send(server, [self(), 'still there?'])
      const answer = yield* receive('echo')
      yield* sleep(5)
      for (const pid of pids.slice(0, 100)) send(pid, 'stop')
      yield* sleep(5)
      const again = spawnWith({ scheduler: System.schedulerId() }, echo)
      send(again, [self(), 'room'])
      return [refused, pids.length >= 1024, answer, yield* receive('echo')]
    }
    expect(await simulate({ schedulers: 2, seed: 1, processLimit: 1024 }, main)).toEqual([
      true,
      true,
      ['echo', 'still there?'],
      ['echo', 'room'],
    ])
  })
})

describe('the process table', () => {
  it('S64 is never full for one scheduler because another one keeps the slots of the dead', async () => {
    function* child(to: Pid): Process {
      send(to, System.schedulerId())
    }
    function* main(): Process<unknown> {
      const seen = new Set<number>()
      // Several times the table, all of it born here and dead there.
      for (let round = 0; round < 300; round++) {
        for (let i = 0; i < 50; i++) spawnWith({ scheduler: 2 }, child, self())
        for (let i = 0; i < 50; i++) seen.add(yield* receive<number>())
      }
      return [...seen]
    }
    expect(await simulate({ schedulers: 2, seed: 1, processLimit: 1024 }, main)).toEqual([2])
  })
})

describe('send', () => {
  it.each([1, 2])('copies the message at once (receiver on scheduler %i)', async (scheduler) => {
    function* main(): Process<unknown> {
      const pid = spawnWith({ scheduler }, echo)
      const message = { list: [1], at: new Date(0) }
      send(pid, [self(), message])
      message.list.push(2)
      message.at.setTime(1)
      const [, back] = yield* receive<[string, typeof message]>('echo')
      back.list.push(3)
      return [back, message.list]
    }
    expect(await simulate({ seed: 1 }, main)).toEqual([{ list: [1, 3], at: new Date(0) }, [1, 2]])
  })

  it('S40 to the dead is silent, on this scheduler and on others', async () => {
    function* main(): Process<unknown> {
      const pids = [spawnWith({ scheduler: 1 }, end), spawnWith({ scheduler: 2 }, end)]
      for (const pid of pids) send(pid, 'before it ends')
      yield* sleep(5)
      for (const pid of pids) send(pid, ['too', 'late'])
      yield* sleep(5)
      return [yield* Process.alive(pids[0] as Pid), yield* Process.info(self(), 'messages')]
    }
    expect(await simulate({ seed: 1 }, main)).toEqual([false, []])
  })

  it('throws in the sender what cannot be sent, naming the path, and sends nothing', async () => {
    function* main(): Process<unknown> {
      const caught: string[] = []
      const pids = [self(), spawnWith({ scheduler: 2 }, echo)]
      for (const pid of pids) {
        for (const message of [[1, { callback: () => 1 }], Symbol('x'), { weak: new WeakMap() }]) {
          try {
            send(pid, message)
          } catch (error) {
            caught.push((error as Error).message)
          }
        }
      }
      try {
        send('nobody' as never, 1)
      } catch (error) {
        caught.push((error as Error).message)
      }
      send(pids[1] as Pid, [self(), 'fine'])
      return [caught, yield* receive(), yield* Process.info(self(), 'messages')]
    }
    const [caught, answer, left] = (await simulate({ seed: 1 }, main)) as [string[], unknown, unknown]
    expect(caught.map((message) => message.split(':')[0])).toEqual([
      'message[1].callback',
      'message',
      'message.weak',
      'message[1].callback',
      'message',
      'message.weak',
      'send',
    ])
    expect([answer, left]).toEqual([['echo', 'fine'], []])
  })
})

describe('exit', () => {
  it('leaves through finally blocks, which may go on receiving', async () => {
    function* leaving(to: Pid): Process {
      try {
        try {
          exit('done')
        } finally {
          send(to, 'inner')
          send(to, yield* receive('last'))
        }
      } finally {
        send(to, 'outer')
      }
      send(to, 'never')
    }
    const simulation = new Simulation({ seed: 1 })
    const pid = simulation.spawn(1, leaving, simulation.self)
    simulation.send(pid, 'last')
    await simulation.settle()
    expect(simulation.messages).toEqual(['inner', 'last', 'outer'])
    expect(simulation.crashes).toEqual([])
  })

  it.each([[['shutdown', 1]], ['killed'], [{ any: 'term' }], [undefined], [7]])(
    'has any term for a reason: %j',
    async (reason) => {
      function* main(): Process {
        exit(reason)
      }
      const error = await simulate({ seed: 1 }, main).catch((error: unknown) => error)
      expect(error).toBeInstanceOf(ProcessExit)
      expect((error as ProcessExit).reason).toEqual(reason)
    },
  )

  it("counts as having returned with 'normal'", async () => {
    function* main(): Process<string> {
      exit('normal')
    }
    expect(await simulate({ seed: 1 }, main)).toBeUndefined()
  })
})

describe('an uncaught exception', () => {
  it('is the exit reason, and ends this process alone', async () => {
    function* failing(): Process {
      yield* sleep(1)
      throw new TypeError('broken', { cause: 'something' })
    }
    function* main(): Process<unknown> {
      const server = spawn(echo)
      const pids = [spawn(failing), spawnWith({ scheduler: 2 }, failing)]
      yield* sleep(10)
      send(server, [self(), 'still there?'])
      const alive: boolean[] = []
      for (const pid of pids) alive.push(yield* Process.alive(pid))
      return [alive, yield* receive()]
    }
    const simulation = new Simulation({ seed: 1 })
    expect(await simulation.run(main)).toEqual([
      [false, false],
      ['echo', 'still there?'],
    ])
    expect(simulation.crashes).toHaveLength(2)
    const [report] = simulation.crashes as [CrashReport]
    expect(report).toMatchObject({ initialCall: { name: 'failing' }, messageQueueLength: 0 })
    expect(formatCrash(report)).toMatch(/^process #PID<0\.\d+\.1> \(failing\) crashed: TypeError: broken/)
  })

  it('rejects the run with the error as its cause and the seed in its message', async () => {
    function* main(): Process {
      throw new RangeError('too far')
    }
    const error = (await simulate({ seed: 77 }, main).catch((error: unknown) => error)) as ProcessExit
    expect(error).toBeInstanceOf(ProcessExit)
    expect(error.message).toMatch(/RangeError: too far.*seed 77/)
    expect(error.reason).toBeInstanceOf(RangeError)
    expect(inspect(error.pid)).toMatch(/^#PID/)
  })

  it('comes of a bare yield, with an error that says what to do', async () => {
    function* bare(): Generator<unknown, void, unknown> {
      yield 1
    }
    const error = (await simulate({ seed: 1 }, bare as unknown as ProcessFunction).catch(
      (error: unknown) => error,
    )) as ProcessExit
    expect(error.message).toContain('process function bare used a bare yield; process code suspends with yield* only')
  })
})

describe('wait', () => {
  it('gives the value, throws the rejection, and lets others go on', async () => {
    function* main(): Process<unknown> {
      const server = spawn(echo)
      send(server, [self(), 'meanwhile'])
      let resolve: (value: string) => void = () => {}
      const promise = new Promise<string>((done) => {
        resolve = done
      })
      setTimeout(() => resolve('late'), 1)
      const late = yield* wait(promise)
      let caught: unknown
      try {
        yield* wait(Promise.reject(new Error('no')))
      } catch (error) {
        caught = (error as Error).message
      }
      return [late, caught, yield* wait(Promise.resolve(1)), yield* wait('plain'), yield* receive()]
    }
    expect(await simulate({ seed: 1 }, main)).toEqual(['late', 'no', 1, 'plain', ['echo', 'meanwhile']])
  })

  it('takes a thenable that calls back at once', async () => {
    function* main(): Process<unknown> {
      // biome-ignore lint/suspicious/noThenProperty: what is tested
      return yield* wait({ then: (resolve: (value: string) => void) => resolve('at once') } as PromiseLike<string>)
    }
    expect(await simulate({ seed: 1 }, main)).toBe('at once')
  })
})

describe('Timer.tc', () => {
  it('gives microseconds and the result, of process code and of plain functions', async () => {
    function* slow(): Process<string> {
      yield* sleep(5)
      return 'slept'
    }
    function* main(): Process<unknown> {
      const [first, value] = yield* Timer.tc(slow)
      const [second, plain] = yield* Timer.tc(() => 3)
      return [typeof first, value, Number.isInteger(second), plain]
    }
    expect(await simulate({ seed: 1 }, main)).toEqual(['number', 'slept', true, 3])
  })
})
