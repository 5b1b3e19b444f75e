import {
  BadArg,
  makeRef,
  type Pid,
  Process,
  type Ref,
  receive,
  System,
  self,
  send,
  sleep,
  spawnWith,
  timeout,
} from 'multibeam'
import { Simulation, simulate } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'

function* rest(): Process<unknown[]> {
  const messages: unknown[] = []
  for (;;) {
    const message = yield* receive(undefined, { after: 0 })
    if (message === timeout) return messages
    messages.push(message)
  }
}

/** Sets a timer here, and says its ref. */
function* setter(parent: Pid, ms: number): Process<unknown> {
  send(parent, ['ref', Process.sendAfter(parent, 'tick', ms)])
  return yield* receive('stop')
}

function* end(): Process {}

describe('timers', () => {
  it('S50 never fire early, and fire in the order of their time', async () => {
    function* main(): Process<unknown> {
      const begun = System.uptime()
      const times = [30, 5, 12, 5.5, 1, 100, 0.25, 64, 1023, 1024]
      for (const ms of times) Process.sendAfter(self(), ms, ms)
      const got: number[] = []
      let early = 0
      for (let i = 0; i < times.length; i++) {
        const ms = yield* receive<number>()
        if (System.uptime() - begun < ms) early++
        got.push(ms)
      }
      return [got, early]
    }
    for (let seed = 0; seed < 10; seed++) {
      const [got, early] = (await simulate({ seed }, main)) as [number[], number]
      expect(early).toBe(0)
      expect(got).toEqual([0.25, 1, 5, 5.5, 12, 30, 64, 100, 1023, 1024])
    }
  })

  it('S50 those with the same due time arrive in the order set', async () => {
    function* main(): Process<unknown> {
      for (let i = 0; i < 50; i++) Process.sendAfter(self(), i, 10)
      yield* sleep(20)
      return yield* rest()
    }
    for (let seed = 0; seed < 5; seed++) {
      expect(await simulate({ seed }, main)).toEqual(Array.from({ length: 50 }, (_, i) => i))
    }
  })

  it('S50 with 0 ms are asynchronous still', async () => {
    function* main(): Process<unknown> {
      Process.sendAfter(self(), 'later', 0)
      const at = yield* receive('later', { after: 0 })
      send(self(), 'now')
      yield* sleep(1)
      return [at === timeout, yield* rest()]
    }
    expect(await simulate({ seed: 1 }, main)).toEqual([true, ['now', 'later']])
  })

  it('S51 are found by their ref: the newest, older ones, and those set after somebody has asked', async () => {
    function* main(): Process<unknown> {
      const oldest = Process.sendAfter(self(), 'oldest', 10)
      const middle = Process.sendAfter(self(), 'middle', 11)
      const newest = Process.sendAfter(self(), 'newest', 12)
      const found = [yield* Process.cancelTimer(newest), yield* Process.cancelTimer(oldest)]
      const later = Process.sendAfter(self(), 'later', 13)
      found.push(yield* Process.readTimer(middle), yield* Process.readTimer(later))
      yield* sleep(20)
      const gone: (number | false)[] = []
      for (const ref of [oldest, middle, newest, later]) gone.push(yield* Process.cancelTimer(ref))
      return [found.map((left) => left !== false), yield* rest(), gone]
    }
    for (let seed = 0; seed < 5; seed++) {
      const all = [true, true, true, true]
      expect(await simulate({ seed }, main)).toEqual([all, ['middle', 'later'], [false, false, false, false]])
    }
  })

  it("S52 startTimer delivers ['timeout', ref, message]", async () => {
    function* main(): Process<unknown> {
      const ref = Process.startTimer(5, self(), { n: 1 })
      const [tag, got, message] = yield* receive<[string, Ref, unknown]>()
      return [tag, got === ref, message]
    }
    expect(await simulate({ seed: 1 }, main)).toEqual(['timeout', true, { n: 1 }])
  })

  it('S51 cancelTimer gives what is left, or false; what has fired stays in the mailbox', async () => {
    function* main(): Process<unknown> {
      const ref = Process.sendAfter(self(), 'never', 100)
      const atOnce = yield* Process.readTimer(ref)
      yield* sleep(40)
      const read = yield* Process.readTimer(ref)
      const left = yield* Process.cancelTimer(ref)
      const again = [yield* Process.cancelTimer(ref), yield* Process.readTimer(ref)]
      const fired = Process.sendAfter(self(), 'fired', 5)
      yield* sleep(200)
      const late = [yield* Process.cancelTimer(fired), yield* Process.readTimer(fired)]
      return [read === left && atOnce === 100, left, again, late, yield* rest()]
    }
    const [same, left, ...others] = (await simulate({ seed: 1 }, main)) as [boolean, number, ...unknown[]]
    expect(same).toBe(true)
    expect(left).toBeGreaterThan(50)
    expect(left).toBeLessThanOrEqual(60)
    expect(others).toEqual([[false, false], [false, false], ['fired']])
  })

  it('S51 are read and cancelled from other schedulers', async () => {
    function* main(): Process<unknown> {
      spawnWith({ scheduler: 2 }, setter, self(), 1000)
      spawnWith({ scheduler: 3 }, setter, self(), 20)
      const [, first] = yield* receive<[string, Ref]>('ref')
      const [, second] = yield* receive<[string, Ref]>('ref')
      const [long, short] =
        ((yield* Process.readTimer(first)) as number) > 20 ? [first, second] : ([second, first] as const)
      const left = (yield* Process.cancelTimer(long)) as number
      const again = yield* Process.cancelTimer(long)
      yield* sleep(2000)
      return [left > 900 && left <= 1000, again, yield* Process.readTimer(short), yield* rest()]
    }
    for (let seed = 0; seed < 5; seed++) {
      expect(await simulate({ schedulers: 3, seed }, main)).toEqual([true, false, false, ['tick']])
    }
  })

  it('S52 to a pid end with its process: silent, and false from then on', async () => {
    function* idle(): Process<unknown> {
      return yield* receive('stop')
    }
    function* main(): Process<unknown> {
      const answers: unknown[] = []
      for (const scheduler of [1, 2]) {
        const dead = spawnWith({ scheduler }, end)
        const living = spawnWith({ scheduler }, idle)
        const timers = [Process.sendAfter(dead, 'x', 50), Process.sendAfter(living, 'x', 50)] as const
        yield* sleep(5)
        answers.push(yield* Process.readTimer(timers[0]), typeof (yield* Process.readTimer(timers[1])))
        send(living, 'stop')
        yield* sleep(5)
        answers.push(yield* Process.readTimer(timers[1]), yield* Process.cancelTimer(timers[1]))
      }
      yield* sleep(100)
      return answers
    }
    const expected = [false, 'number', false, false]
    expect(await simulate({ seed: 1 }, main)).toEqual([...expected, ...expected])
  })

  it('send a copy made when they were set', async () => {
    function* main(): Process<unknown> {
      const message = { n: 1 }
      Process.sendAfter(self(), message, 5)
      message.n = 2
      return yield* receive()
    }
    expect(await simulate({ seed: 1 }, main)).toEqual({ n: 1 })
  })

  it('go off although the process that set them has ended', async () => {
    function* once(to: Pid): Process {
      Process.sendAfter(to, 'tick', 50)
    }
    const simulation = new Simulation({ seed: 4 })
    simulation.spawn(2, once, simulation.self)
    await simulation.settle()
    expect(simulation.messages).toEqual(['tick'])
    expect(simulation.now).toBeGreaterThanOrEqual(50)
  })

  it('throw BadArg for times that are none, and for what is no ref', async () => {
    function* main(): Process<unknown> {
      const caught: boolean[] = []
      for (const ms of [-1, Number.NaN, 2 ** 32, Number.POSITIVE_INFINITY, '5' as never]) {
        for (const set of [() => Process.sendAfter(self(), 1, ms), () => Process.startTimer(ms, self(), 1)]) {
          try {
            set()
          } catch (error) {
            caught.push(error instanceof BadArg)
          }
        }
      }
      for (const what of ['x', 5]) {
        try {
          yield* Process.cancelTimer(what as never)
        } catch (error) {
          caught.push(error instanceof BadArg)
        }
      }
      return [caught, yield* Process.cancelTimer(makeRef())]
    }
    expect(await simulate({ seed: 1 }, main)).toEqual([new Array(12).fill(true), false])
  })
})

describe('sleep', () => {
  it('is never short, and leaves messages alone', async () => {
    function* main(): Process<unknown> {
      const short: number[] = []
      for (const ms of [0, 1, 2.5, 10, 1000]) {
        Process.sendAfter(self(), ms, ms / 2)
        const begun = System.uptime()
        yield* sleep(ms)
        if (System.uptime() - begun < ms) short.push(ms)
      }
      yield* sleep(1)
      return [short, yield* rest()]
    }
    expect(await simulate({ seed: 1 }, main)).toEqual([[], [0, 1, 2.5, 10, 1000]])
  })

  it('takes no time that is none', async () => {
    function* main(): Process<unknown> {
      return [-1, Number.NaN, 2 ** 32].map((ms) => {
        try {
          sleep(ms)
          return false
        } catch (error) {
          return error instanceof BadArg
        }
      })
    }
    expect(await simulate({ seed: 1 }, main)).toEqual([true, true, true])
  })
})
