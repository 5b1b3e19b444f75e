import {
  BadArg,
  dirty,
  dirtyWith,
  mfa,
  type Pid,
  Process,
  receive,
  SystemLimit,
  self,
  send,
  spawn,
  spawnMonitor,
} from 'multibeam'
import { Simulation, simulate } from 'multibeam/testing'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { caughtBy } from './support.ts'

const seeds = Array.from({ length: 20 }, (_, seed) => seed)

function add(a: number, b: number): number {
  return a + b
}

describe('dirty', () => {
  it('gives what an ordinary function returns, or what its promise is fulfilled with', async () => {
    const later = async (text: string): Promise<string> => {
      await new Promise((resolve) => setImmediate(resolve))
      return `${text} later`
    }
    function* main(): Process<unknown> {
      return [yield* dirty(add, 1, 2), yield* dirty(later, 'much')]
    }
    expect(await simulate({ seed: 1 }, main)).toEqual([3, 'much later'])
  })

  it('lets others go on meanwhile, and the process waits: in the function, as its info says', async () => {
    function* worker(to: Pid): Process {
      send(to, ['result', yield* dirty(add, 20, 22)])
    }
    function* main(): Process<unknown> {
      const pid = spawn(worker, self())
      for (;;) {
        const info = yield* Process.info(pid, 'status', 'currentFunction', 'currentStacktrace', 'pinned')
        if (info?.currentFunction.name !== 'add') continue
        return [info, yield* receive('result')]
      }
    }
    const [info, result] = (await simulate({ seed: 1, schedulers: 1, slicesPerTurn: 1 }, main)) as unknown[]
    expect(info).toMatchObject({ status: 'waiting', currentFunction: { name: 'add' }, pinned: true })
    expect((info as { currentStacktrace: string[] }).currentStacktrace[0]).toMatch(/^at add \(/)
    expect(result).toEqual(['result', 42])
  })

  it('copies arguments and value, and moves what a transfer list names', async () => {
    const given: { list: number[] }[] = []
    const keep = (argument: { list: number[] }): { list: number[] } => {
      given.push(argument)
      return argument
    }
    const sizeOf = (bytes: Uint8Array): number => bytes.length
    function* main(): Process<unknown> {
      const argument = { list: [1] }
      const value = yield* dirty(keep, argument)
      const bytes = new Uint8Array(10)
      const size = yield* dirtyWith({ transfer: [bytes.buffer] }, sizeOf, bytes)
      return [value, value === argument, value === given[0], given[0] === argument, size, bytes.length]
    }
    expect(await simulate({ seed: 1 }, main)).toEqual([{ list: [1] }, false, false, false, 10, 0])
  })

  it('throws what the function throws, with its class, stack, cause and properties', async () => {
    const fail = (): never => {
      throw Object.assign(new RangeError('too far', { cause: new TypeError('no number') }), { distance: 3 })
    }
    const reject = async (): Promise<never> => {
      throw { plain: 'object' }
    }
    function* main(): Process {
      const error = (yield* caughtBy(() => dirty(fail))) as RangeError & { distance: number }
      expect(error).toBeInstanceOf(RangeError)
      expect(error).toMatchObject({ name: 'RangeError', message: 'too far', distance: 3 })
      expect(error.stack).toContain('dirty.test.ts')
      expect(error.cause).toBeInstanceOf(TypeError)
      expect(yield* caughtBy(() => dirty(reject))).toEqual({ plain: 'object' })
    }
    await simulate({ seed: 1 }, main)
  })

  it('throws for a value that cannot be sent', async () => {
    const closure = (): unknown => ({ inner: { callback: () => 1 } })
    function* main(): Process<unknown> {
      return ((yield* caughtBy(() => dirty(closure))) as Error).message
    }
    expect(await simulate({ seed: 1 }, main)).toMatch(/^result\.inner\.callback: /)
  })

  it('refuses what it cannot run, and arguments that cannot be sent', async () => {
    function* processFunction(): Process {}
    function* main(): Process {
      const refusal = (code: () => unknown): unknown => {
        try {
          return code()
        } catch (error) {
          return error
        }
      }
      expect(refusal(() => dirty(processFunction))).toEqual(
        new BadArg('dirty: processFunction is a process function; start it with spawn, or call it with yield*'),
      )
      expect(refusal(() => dirty('add' as never))).toEqual(new BadArg("dirty: 'add' is no function"))
      expect(refusal(() => dirtyWith({ transfers: [] } as never, add, 1, 2))).toEqual(
        new BadArg("dirtyWith: 'transfers' is no option; there are transfer"),
      )
      const unsendable = (yield* caughtBy(() => dirty(add, 1, Symbol('two') as never))) as Error
      expect(unsendable.message).toMatch(/^args\[1\]: a symbol/)
    }
    await simulate({ seed: 1 }, main)
  })

  it('finds functions by module and name', async () => {
    function* main(): Process<unknown> {
      const path = yield* dirty<string>(mfa('node:path', 'join'), 'a', 'b')
      return [path, yield* caughtBy(() => dirty(mfa('node:path', 'nothing')))]
    }
    const [path, error] = (await simulate({ seed: 1 }, main)) as [string, Error]
    expect(path).toBe('a/b')
    expect(error).toMatchObject({ code: 'FUNCTION_NOT_FOUND' })
    expect(error.message).toContain('node:path has no export "nothing"')
  })

  it('refuses calls beyond the limit of its queue, and goes on with those that wait', async () => {
    function* caller(to: Pid, n: number): Process {
      try {
        send(to, ['value', yield* dirty(add, n, 0)])
      } catch (error) {
        send(to, ['refused', error instanceof SystemLimit])
      }
    }
    function* main(): Process<unknown> {
      for (let n = 0; n < 50; n++) spawn(caller, self(), n)
      const answers: Record<string, unknown[]> = { value: [], refused: [] }
      for (let left = 50; left > 0; left--) {
        const [tag, value] = yield* receive<[string, unknown]>()
        answers[tag]?.push(value)
      }
      return answers
    }
    for (const seed of seeds) {
      const options = { seed, dirtyThreads: 1, dirtyQueueLimit: 2 }
      const { value, refused } = (await simulate(options, main)) as { value: number[]; refused: boolean[] }
      expect(value.length + refused.length).toBe(50)
      expect(value.length).toBeGreaterThanOrEqual(3)
      expect(new Set(value).size).toBe(value.length)
      expect(refused.every((isLimit) => isLimit)).toBe(true)
    }
  })

  it('runs calls in the order in which they come', async () => {
    const ran: number[] = []
    const note = (n: number): void => {
      ran.push(n)
    }
    function* caller(n: number, to: Pid): Process {
      yield* dirty(note, n)
      send(to, 'done')
    }
    function* main(): Process {
      for (let n = 0; n < 20; n++) spawn(caller, n, self())
      for (let n = 0; n < 20; n++) yield* receive('done')
    }
    await simulate({ seed: 1, schedulers: 1, dirtyThreads: 1 }, main)
    expect(ran).toEqual(Array.from({ length: 20 }, (_, n) => n))
  })
})

it('knows the types of arguments and value', () => {
  const later = async (text: string): Promise<string[]> => [text]
  function* typed(): Process {
    expectTypeOf(yield* dirty(add, 1, 2)).toEqualTypeOf<number>()
    expectTypeOf(yield* dirty(later, 'text')).toEqualTypeOf<string[]>()
    expectTypeOf(yield* dirtyWith({ transfer: [] }, later, 'text')).toEqualTypeOf<string[]>()
    expectTypeOf(yield* dirty(mfa('file:///work.ts', 'work'), 1, 'two')).toEqualTypeOf<unknown>()
    // @ts-expect-error: a number is wanted
    yield* dirty(add, 1, 'two')
    // @ts-expect-error: two are wanted
    yield* dirty(add, 1)
  }
  expect(typed).toBeTypeOf('function')
})

describe('a process that ends while it waits for a dirty call', () => {
  it('ends at once, and nobody hears of the result, whenever the exit signal comes', async () => {
    let ran = 0
    const work = (): string => {
      ran++
      return 'late'
    }
    function* worker(to: Pid): Process {
      send(to, ['result', yield* dirty(work)])
    }
    function* main(out: Pid, rounds: number): Process {
      const [pid, ref] = spawnMonitor(worker, out)
      for (let round = 0; round < rounds; round++) yield* Process.yield()
      Process.exit(pid, 'enough')
      const [, , , , reason] = yield* receive<unknown[]>(['DOWN', ref])
      send(out, ['exited', reason])
    }
    const seen = new Set<string>()
    for (const seed of seeds) {
      for (const rounds of [0, 1, 5, 20, 60]) {
        const simulation = new Simulation({ seed, dirtyThreads: 1 })
        ran = 0
        await simulation.run(main, simulation.self, rounds)
        await simulation.settle()
        const tags = simulation.messages.map((message) => (message as string[])[0])
        expect(['exited', 'result,exited'], `seed ${seed}`).toContain(tags.join())
        expect(simulation.crashes).toEqual([])
        seen.add(`${tags.join()} ${ran}`)
      }
    }
    // Cancelled before it ran, ended while it ran or its result was on its way, and in time.
    expect([...seen].sort()).toEqual(['exited 0', 'exited 1', 'result,exited 1'])
  })

  it('gives its place to those that wait, and is not run if it had none', async () => {
    const ran: string[] = []
    const note = (name: string): void => {
      ran.push(name)
    }
    function* caller(name: string, to: Pid): Process {
      send(to, 'calling')
      yield* dirty(note, name)
      send(to, ['done', name])
    }
    function* main(): Process {
      const first = spawn(caller, 'first', self())
      const second = spawn(caller, 'second', self())
      spawn(caller, 'third', self())
      for (let n = 0; n < 3; n++) yield* receive('calling')
      Process.exit(first, 'kill')
      Process.exit(second, 'kill')
      yield* receive(['done', 'third'])
    }
    for (const seed of seeds) await simulate({ seed, dirtyThreads: 1 }, main)
    expect(ran.filter((name) => name === 'third')).toHaveLength(seeds.length)
    expect(ran.length).toBeLessThan(3 * seeds.length)
  })
})
