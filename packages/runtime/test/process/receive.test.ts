import {
  _,
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
  spawn,
  spawnWith,
  timeout,
} from 'multibeam'
import { simulate } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'

function sendSelf(...messages: unknown[]): void {
  for (const message of messages) send(self(), message)
}

function* rest(): Process<unknown[]> {
  const messages: unknown[] = []
  for (;;) {
    const message = yield* receive(undefined, { after: 0 })
    if (message === timeout) return messages
    messages.push(message)
  }
}

/** Sends in its own time, from another scheduler if there is one. */
function* sender(to: Pid, messages: unknown[], gap: number): Process {
  for (const message of messages) {
    yield* sleep(gap)
    send(to, message)
  }
}

function spawnSender(...messages: unknown[]): void {
  spawnWith({ scheduler: System.schedulers() }, sender, self(), messages, 1)
}

const run = <T>(fn: () => Process<T>): Promise<T> => simulate({ schedulers: 2, seed: 5 }, fn) as Promise<T>

describe('receive', () => {
  it('S01 takes the oldest message that matches and leaves the others in order', async () => {
    function* main(): Process<unknown> {
      sendSelf(['a', 1], ['b', 1], ['a', 2], ['b', 2])
      const b = yield* receive('b')
      const a = yield* receive('a')
      return [b, a, yield* rest()]
    }
    expect(await run(main)).toEqual([
      ['b', 1],
      ['a', 1],
      [
        ['a', 2],
        ['b', 2],
      ],
    ])
  })

  it('S01 the same when the messages arrive while it waits', async () => {
    function* main(): Process<unknown> {
      spawnSender(['a', 1], ['b', 1], ['a', 2], ['b', 2])
      const b = yield* receive('b')
      const a = yield* receive('a')
      yield* sleep(10)
      return [b, a, yield* rest()]
    }
    expect(await run(main)).toEqual([
      ['b', 1],
      ['a', 1],
      [
        ['a', 2],
        ['b', 2],
      ],
    ])
  })

  it.each<[string, () => unknown, unknown[], unknown[]]>([
    ['a tag', () => 't', ['u', ['t', 1], 't', { type: 't' }], [['t', 1], 't', { type: 't' }]],
    ['a prefix', () => ['r', _, 2], [['r', 1], ['r', 0, 3], ['r', 'x', 2, 9], 'r'], [['r', 'x', 2, 9]]],
    ['a predicate', () => (n: unknown) => typeof n === 'number' && n > 2, [1, 3, '4', 5], [3, 5]],
    ['nothing', () => undefined, [1, null, undefined], [1, null, undefined]],
    ['an empty prefix', () => [], ['a', ['b'], 7, []], [['b'], []]],
  ])('takes by %s, from the mailbox as from those that arrive', async (_name, pattern, messages, expected) => {
    function* main(arriving: boolean): Process<unknown> {
      if (arriving) spawnSender(...messages)
      else sendSelf(...messages)
      const got: unknown[] = []
      for (let i = 0; i < expected.length; i++) got.push(yield* receive(pattern() as string, { after: 100 }))
      yield* sleep(100)
      return [got, (yield* rest()).length]
    }
    for (const arriving of [false, true]) {
      expect(await simulate({ schedulers: 2, seed: 1 }, main, arriving)).toEqual([
        expected,
        messages.length - expected.length,
      ])
    }
  })

  it('S02 goes by the order of the messages, not of the clauses', async () => {
    function* main(): Process<unknown> {
      sendSelf(['x', 1], ['y', 2])
      return yield* receive({ y: (n: number) => `y${n}`, x: (n: number) => `x${n}` })
    }
    expect(await run(main)).toBe('x1')
  })

  it('S03 with `after: 0` looks at the whole mailbox, and leaves what does not match', async () => {
    function* main(): Process<unknown> {
      sendSelf(...Array.from({ length: 1000 }, (_, i) => i), 'wanted')
      const wanted = yield* receive('wanted', { after: 0 })
      const none = yield* receive('wanted', { after: 0 })
      return [wanted, none === timeout, (yield* rest()).length]
    }
    expect(await run(main)).toEqual(['wanted', true, 1000])
  })

  it('S03 with a time-out takes what is there, by any pattern, and looks at the whole mailbox with the next one', async () => {
    function* main(): Process<unknown> {
      const ref = makeRef()
      sendSelf(1, ['reply', ref, 'a'], 'tag', { type: 'tag' }, 2)
      const got: unknown[] = []
      got.push(yield* receive('none', { after: 0 }), yield* receive('none', { after: 1 }))
      got.push(yield* receive('tag', { after: Number.POSITIVE_INFINITY }), yield* receive(['reply', ref], { after: 5 }))
      got.push(yield* receive(['reply', ref], { after: 0 }), yield* receive(undefined, { after: 5 }))
      got.push(yield* receive('tag', { after: 0.5 }), ...(yield* rest()))
      return got.map((one) => (one === timeout ? 'timeout' : Array.isArray(one) ? one[2] : one))
    }
    expect(await run(main)).toEqual(['timeout', 'timeout', 'tag', 'a', 'timeout', 1, { type: 'tag' }, 2])
  })

  it('S03 refuses a time-out that is none although the message is there', async () => {
    function* main(): Process<unknown> {
      const messages: unknown[] = []
      for (const after of [-1, Number.NaN, 2 ** 32, '5', undefined, null]) {
        sendSelf('x')
        try {
          messages.push(yield* receive('x', { after: after as number }))
        } catch (error) {
          messages.push(error instanceof BadArg)
        }
      }
      return [messages, (yield* rest()).length]
    }
    expect(await run(main)).toEqual([[true, true, true, true, true, true], 6])
  })

  it('S03 throws BadArg for a time-out that is none, at the call', async () => {
    function* main(): Process<unknown> {
      const messages: string[] = []
      for (const after of [-1, Number.NaN, 2 ** 32, -0.5, Number.NEGATIVE_INFINITY, '5', 5n]) {
        try {
          receive('x', { after: after as number })
        } catch (error) {
          messages.push(error instanceof BadArg ? error.message : String(error))
        }
      }
      const fine = [0, 2 ** 32 - 1, 0.5, Number.POSITIVE_INFINITY].map((after) => typeof receive('x', { after }))
      return [messages, fine]
    }
    const [messages, fine] = (await run(main)) as [string[], string[]]
    expect(messages).toHaveLength(7)
    for (const message of messages)
      expect(message).toMatch(/^receive: .* is no time in milliseconds; give a number from 0/)
    expect(fine).toEqual(['object', 'object', 'object', 'object'])
  })

  it('throws BadArg for what is no pattern, at the call', async () => {
    function* main(): Process<unknown> {
      const messages: string[] = []
      for (const pattern of [null, 7, true, Symbol('x'), { a: 1 }]) {
        try {
          receive(pattern as never)
        } catch (error) {
          messages.push(error instanceof BadArg ? error.message : String(error))
        }
      }
      return messages
    }
    const messages = await run(main)
    expect(messages).toHaveLength(5)
    expect((messages as string[]).every((message) => message.startsWith('receive: '))).toBe(true)
  })

  it('S03 waits no shorter than `after`, and takes what comes in time', async () => {
    function* main(): Process<unknown> {
      const begun = System.uptime()
      const none = yield* receive('late', { after: 25 })
      const waited = System.uptime() - begun
      spawnWith({ scheduler: 2 }, sender, self(), ['late'], 10)
      return [none === timeout, waited >= 25 && waited < 27, yield* receive('late', { after: 1000 })]
    }
    expect(await run(main)).toEqual([true, true, 'late'])
  })

  it('a message that came in time cancels the time-out for good', async () => {
    function* main(): Process<unknown> {
      const got: unknown[] = []
      spawnWith({ scheduler: 2 }, sender, self(), [1, 2, 3], 5)
      for (let i = 0; i < 3; i++) got.push(yield* receive(undefined, { after: 8 }))
      got.push((yield* receive('none', { after: 100 })) === timeout)
      return got
    }
    expect(await run(main)).toEqual([1, 2, 3, true])
  })

  it('gives `otherwise` when the time is over: a value, or process code', async () => {
    function* recover(): Process<string> {
      yield* sleep(5)
      return `recovered ${yield* receive<string>('other')}`
    }
    function* main(): Process<unknown> {
      sendSelf('other')
      const value = yield* receive('none', { after: 0, otherwise: () => 'nothing' })
      const code = yield* receive('none', { after: 3, otherwise: recover })
      const clauses = yield* receive({ none: () => 1 }, { after: 3, otherwise: () => 2 })
      return [value, code, clauses]
    }
    expect(await run(main)).toEqual(['nothing', 'recovered other', 2])
  })

  it('does not call `otherwise` when a message comes, and throws in the receiver what it throws', async () => {
    function* main(): Process<unknown> {
      sendSelf('x')
      const x = yield* receive('x', {
        after: 0,
        otherwise: () => {
          throw new Error('not now')
        },
      })
      let caught = ''
      try {
        yield* receive('x', {
          after: 1,
          otherwise: () => {
            throw new Error('now')
          },
        })
      } catch (error) {
        caught = (error as Error).message
      }
      return [x, caught]
    }
    expect(await run(main)).toEqual(['x', 'now'])
  })

  it('S05 receives what was sent to itself in order with the others', async () => {
    function* child(parent: Pid): Process {
      send(parent, 'two')
      send(parent, 'go')
    }
    function* main(): Process<unknown> {
      sendSelf('one')
      spawn(child, self())
      yield* receive('go')
      sendSelf('three')
      return yield* rest()
    }
    for (const seed of [1, 2, 3]) {
      expect(await simulate({ schedulers: 3, seed }, main)).toEqual(['one', 'two', 'three'])
    }
  })

  it('runs a predicate as the receiver, whoever sends', async () => {
    function* main(): Process<unknown> {
      const me = self()
      const seen: boolean[] = []
      const wanted = (message: unknown): boolean => {
        seen.push(self() === me)
        Process.put('last', message)
        return message === 3
      }
      sendSelf(1)
      spawnWith({ scheduler: 1 }, sender, me, [2, 3], 1)
      const got = yield* receive(wanted)
      return [got, seen, Process.get('last')]
    }
    expect(await run(main)).toEqual([3, [true, true, true], 3])
  })

  it('asks a predicate about each message once', async () => {
    function* main(): Process<unknown> {
      const asked: unknown[] = []
      sendSelf(1, 2)
      spawnSender(3, 4, 5)
      const got = yield* receive(
        (message: unknown) => {
          asked.push(message)
          return message === 5
        },
        { after: 1000 },
      )
      return [got, asked, yield* rest()]
    }
    expect(await run(main)).toEqual([5, [1, 2, 3, 4, 5], [1, 2, 3, 4]])
  })

  it('S06 throws in the receiver what a predicate throws, and loses no message', async () => {
    function* main(arriving: boolean): Process<unknown> {
      if (arriving) spawnSender(1, 'bad', 2)
      else sendSelf(1, 'bad', 2)
      const asked: unknown[] = []
      let caught: unknown
      try {
        yield* receive((message: unknown) => {
          asked.push(message)
          if (message === 'bad') throw new Error('cannot tell')
          return false
        })
      } catch (error) {
        caught = (error as Error).message
      }
      yield* sleep(20)
      return [caught, asked.at(-1), yield* rest()]
    }
    for (const arriving of [false, true]) {
      const result = await simulate({ schedulers: 2, seed: 3 }, main, arriving)
      expect(result).toEqual(['cannot tell', 'bad', [1, 'bad', 2]])
    }
  })

  it('a predicate that throws just as the time is over leaves no second wake-up behind', async () => {
    const cannotTell = (): never => {
      throw new Error('cannot tell')
    }
    function* main(): Process<unknown> {
      const me = self()
      const pauses: number[] = []
      let caught = 0
      for (let i = 0; i < 5; i++) {
        // Due in the same millisecond as the time-out, and before it.
        Process.sendAfter(me, 'bad', 5)
        try {
          yield* receive(cannotTell, { after: 5 })
        } catch {
          caught++
        }
        // A time-out left behind would end the next waits early.
        for (const ms of [7, 20, 50]) {
          const begun = System.uptime()
          const none = yield* receive('none', { after: ms })
          pauses.push(none === timeout && System.uptime() - begun >= ms ? 0 : ms)
        }
        yield* rest()
      }
      return [caught, pauses.filter((pause) => pause !== 0)]
    }
    for (let seed = 0; seed < 10; seed++) expect(await simulate({ schedulers: 1, seed }, main)).toEqual([5, []])
  })

  it('a predicate may send to the receiver itself', async () => {
    function* main(): Process<unknown> {
      const me = self()
      const wanted = (message: unknown): boolean => {
        if (message === 'first') send(me, 'echo')
        return message === 'first' || message === 'echo'
      }
      spawnSender('first')
      const one = yield* receive(wanted)
      yield* sleep(5)
      return [one, yield* rest()]
    }
    expect(await run(main)).toEqual(['first', ['echo']])
  })

  it('runs the clause of the message: arrays spread, other messages whole, process functions to their value', async () => {
    function* main(): Process<unknown> {
      const clauses = {
        add: (a: number, b: number) => a + b,
        obj: (whole: { n: number }) => whole.n,
        bare: (whole: unknown) => whole,
        *later(ms: number): Process<string> {
          yield* sleep(ms)
          return 'slept'
        },
        _: (other: unknown) => ['other', other],
      }
      sendSelf(['add', 2, 3], { type: 'obj', n: 7 }, 'bare', ['later', 5], ['unknown', 1], 42)
      const got: unknown[] = []
      for (let i = 0; i < 6; i++) got.push(yield* receive(clauses))
      return got
    }
    expect(await run(main)).toEqual([5, 7, 'bare', 'slept', ['other', ['unknown', 1]], ['other', 42]])
  })

  it('leaves messages without a clause in the mailbox', async () => {
    function* main(): Process<unknown> {
      sendSelf('a', ['b', 1], 'c')
      spawnSender('d', ['e', 2])
      const got = [yield* receive({ b: (n: number) => n }), yield* receive({ e: (n: number) => n })]
      return [got, yield* rest()]
    }
    expect(await run(main)).toEqual([
      [1, 2],
      ['a', 'c', 'd'],
    ])
  })

  it('S06 receives within a handler, at any depth', async () => {
    function* inner(): Process<unknown> {
      return yield* receive({
        *inner(): Process<unknown> {
          return ['deep', yield* receive('deepest')]
        },
      })
    }
    function* main(): Process<unknown> {
      sendSelf('noise', 'deepest', ['inner'])
      spawnSender(['outer', 1])
      const got = yield* receive({
        *outer(n: number): Process<unknown> {
          return [n, yield* inner()]
        },
      })
      return [got, yield* rest()]
    }
    expect(await run(main)).toEqual([[1, ['deep', 'deepest']], ['noise']])
  })

  it('S06 a handler that throws has taken its message and loses no other, plain or process code', async () => {
    function* main(): Process<unknown> {
      sendSelf('a', ['bad', 1], 'b', ['worse', 2], 'c')
      const caught: string[] = []
      for (let i = 0; i < 2; i++) {
        try {
          yield* receive({
            bad: (n: number) => {
              throw new Error(`bad ${n}`)
            },
            *worse(n: number): Process {
              yield* sleep(1)
              throw new Error(`worse ${n}`)
            },
          })
        } catch (error) {
          caught.push((error as Error).message)
        }
      }
      return [caught, yield* rest()]
    }
    expect(await run(main)).toEqual([
      ['bad 1', 'worse 2'],
      ['a', 'b', 'c'],
    ])
  })

  it('S04 finds the reply to a fresh ref behind 500,000 messages, without looking at them again and again', async () => {
    function* echo(): Process<never> {
      for (;;) {
        const [from, ref] = yield* receive<[Pid, Ref]>()
        send(from, ['reply', ref])
      }
    }
    function* main(): Process<unknown> {
      const me = self()
      for (let i = 0; i < 500_000; i++) send(me, i)
      const pid = spawnWith({ scheduler: 2 }, echo)
      // 2,000 times 500,000 looks would take minutes.
      for (let i = 0; i < 2000; i++) {
        const ref = makeRef()
        send(pid, [me, ref])
        const [, reply] = yield* receive<[string, Ref]>(['reply', ref])
        if (reply !== ref) return 'wrong reply'
      }
      const first = yield* receive()
      return [first, yield* Process.info(me, 'messageQueueLength')]
    }
    expect(await run(main)).toEqual([0, 499_999])
  })

  it('S04 finds the reply when messages from before the ref were received in between', async () => {
    function* main(): Process<unknown> {
      const got: unknown[] = []
      for (const tag of ['a', 'b', 'c']) {
        sendSelf('a', 'b', 'c')
        const ref = makeRef()
        sendSelf(['reply', ref])
        yield* receive(tag)
        yield* receive('c', { after: 0 })
        got.push((yield* receive<[string, Ref]>(['reply', ref]))[1] === ref)
        yield* rest()
      }
      return got
    }
    expect(await run(main)).toEqual([true, true, true])
  })

  it('is called in a process', () => {
    expect(() => receive()).toThrow('receive was called outside of a process')
  })
})
