import { compileModule } from '@multibeam/compiler'
import { type Pid, Process, receive, System, self, send, sleep, spawn, timeout } from 'multibeam'
import { Simulation, simulate } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'
import { makeProject } from '../vm/support/project.ts'

function* echo(): Process<never> {
  for (;;) {
    const [from, message] = yield* receive<[Pid, unknown]>()
    send(from, ['echo', message])
  }
}

describe('simulate', () => {
  it('runs a program on several schedulers to its value', async () => {
    function* main(): Process<unknown> {
      const pid = spawn(echo)
      send(pid, [self(), 'hello'])
      return yield* receive('echo')
    }
    expect(await simulate({ schedulers: 3, seed: 1 }, main)).toEqual(['echo', 'hello'])
  })

  it('lets an hour of sleep take no time', async () => {
    const simulation = new Simulation({ seed: 1 })
    function* sleeper(): Process<string> {
      yield* sleep(3_600_000)
      return 'slept'
    }
    expect(await simulation.run(sleeper)).toBe('slept')
    expect(simulation.now).toBeGreaterThanOrEqual(3_600_000)
  })

  it('spreads what one process spawns over all schedulers', async () => {
    function* worker(parent: Pid): Process {
      for (let i = 0; i < 20; i++) yield* Process.yield()
      send(parent, System.schedulerId())
    }
    function* main(): Process<number> {
      for (let i = 0; i < 200; i++) spawn(worker, self())
      const seen = new Set<number>()
      for (let i = 0; i < 200; i++) seen.add(yield* receive<number>())
      return seen.size
    }
    expect(await simulate({ schedulers: 4, seed: 7 }, main)).toBe(4)
  })

  it('does the same again with the same seed', async () => {
    function* chatter(parent: Pid, name: number): Process {
      for (let i = 0; i < 5; i++) {
        send(parent, [name, i])
        yield* Process.yield()
      }
    }
    function* main(): Process<string> {
      for (let i = 0; i < 10; i++) spawn(chatter, self(), i)
      const order: unknown[] = []
      for (let i = 0; i < 50; i++) order.push(yield* receive())
      return JSON.stringify(order)
    }
    const orders = await Promise.all([11, 11, 12].map((seed) => simulate({ schedulers: 3, seed }, main)))
    expect(orders[0]).toBe(orders[1])
    expect(orders[0]).not.toBe(orders[2])
  })

  it('names the seed and the processes when nothing can happen any more', async () => {
    function* stuck(): Process<unknown> {
      return yield* receive('never')
    }
    await expect(simulate({ seed: 99 }, stuck)).rejects.toThrow(
      /wait for ever: #PID<0\.\d+\.1> \(stuck, 0 messages\).*seed 99/,
    )
  })

  it('fails again, in the same way, with the seed that a failure has named', async () => {
    function* writer(parent: Pid, name: string): Process {
      for (let i = 0; i < 3; i++) yield* Process.yield()
      send(parent, name)
    }
    // A mistake that only some interleavings show: who is heard first is not promised.
    function* racing(): Process<void> {
      for (const name of ['one', 'two', 'three']) spawn(writer, self(), name)
      const heard = [yield* receive(), yield* receive(), yield* receive()].join()
      if (heard !== 'one,two,three') throw new Error(`heard ${heard}`)
    }
    const failureOf = async (seed: number): Promise<string | undefined> => {
      try {
        await simulate({ schedulers: 3, seed }, racing)
      } catch (error) {
        return (error as Error).message
      }
      return undefined
    }
    const failures: string[] = []
    for (let seed = 1; seed <= 50; seed++) {
      const message = await failureOf(seed)
      if (message !== undefined) failures.push(message)
    }
    expect(failures.length).toBeGreaterThan(0)
    expect(failures.length).toBeLessThan(50)
    for (const message of failures) {
      const [, seed] = /heard .* \(simulation seed (\d+)\)$/.exec(message) ?? []
      expect(await failureOf(Number(seed))).toBe(message)
    }
  })

  it('copies what compiled inline functions capture, wherever they run', async () => {
    const source = `import { receive, self, send, spawn, System } from 'multibeam'
      export function* main(count) {
        const me = self()
        for (const seed of Array.from({ length: count }, (_, i) => i)) {
          const own = [seed]
          const pair = function* () { return [seed, own] }
          const pid = spawn(function* () {
            const sent = yield* receive()
            const [, list] = yield* sent()
            send(me, [System.schedulerId(), list !== own && list.length === 1 && own.length === 1])
          })
          send(pid, pair)
          own.push('later')
        }
        const ran = new Set()
        let right = 0
        for (const _ of Array.from({ length: count })) {
          const [scheduler, isRight] = yield* receive()
          ran.add(scheduler)
          if (isRight) right += 1
        }
        return [[...ran].sort(), right]
      }`
    const project = makeProject({ 'main.mjs': compileModule(source, 'file:///main.mjs').code })
    const { main } = await import(/* @vite-ignore */ project.url('main.mjs'))
    expect(await simulate({ schedulers: 3, seed: 5 }, main, 100)).toEqual([[1, 2, 3], 100])
  })

  it('waits for real promises', async () => {
    const { wait } = await import('multibeam')
    function* main(): Process<unknown> {
      const value = yield* wait(new Promise((resolve) => setTimeout(() => resolve('late'), 5)))
      const none = yield* receive('x', { after: 10 })
      return [value, none === timeout]
    }
    expect(await simulate({ seed: 3 }, main)).toEqual(['late', true])
  })
})
