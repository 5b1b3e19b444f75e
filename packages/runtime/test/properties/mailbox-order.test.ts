import fc from 'fast-check'
import { makeRef, type Pid, Process, type Ref, receive, self, send, spawnWith, timeout } from 'multibeam'
import { simulate } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'

const TAGS = ['a', 'b', 'c'] as const
type Tag = (typeof TAGS)[number]
type Message = [Tag, number]

/** What a process does with its own mailbox. */
type Operation =
  | { do: 'send'; tag: Tag; number: number }
  | { do: 'tag'; tag: Tag }
  | { do: 'prefix'; tag: Tag; number: number }
  | { do: 'clauses'; tags: Tag[] }
  | { do: 'predicate'; number: number }
  | { do: 'any' }
  | { do: 'ref'; early: boolean }

const tag = fc.constantFrom(...TAGS)
const number = fc.integer({ min: 0, max: 5 })
const operation: fc.Arbitrary<Operation> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('send' as const), tag, number }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('tag' as const), tag }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('prefix' as const), tag, number }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('clauses' as const), tags: fc.subarray([...TAGS], { minLength: 1 }) }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('predicate' as const), number }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('any' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('ref' as const), early: fc.boolean() }) },
)

/** Takes the first message of a list that is wanted, as a receive that does not wait would. */
function takeFrom(list: Message[], wanted: (message: Message) => boolean): unknown {
  const at = list.findIndex(wanted)
  return at === -1 ? 'nothing' : list.splice(at, 1)[0]
}

const atOnce = { after: 0, otherwise: () => 'nothing' }

function* withOwnMailbox(operations: Operation[]): Process<unknown[]> {
  const taken: unknown[] = []
  for (const operation of operations) {
    switch (operation.do) {
      case 'send':
        send(self(), [operation.tag, operation.number])
        break
      case 'tag':
        taken.push(yield* receive(operation.tag, atOnce))
        break
      case 'prefix':
        taken.push(yield* receive([operation.tag, operation.number], atOnce))
        break
      case 'clauses': {
        const clauses = operation.tags.map((tag) => [tag, (number: number) => [tag, number]] as const)
        taken.push(yield* receive(Object.fromEntries(clauses), atOnce))
        break
      }
      case 'predicate':
        taken.push(yield* receive((message: Message) => message[1] === operation.number, atOnce))
        break
      case 'any':
        taken.push(yield* receive(undefined, atOnce))
        break
      case 'ref': {
        // A receive on a fresh ref starts behind all messages that are there, and must leave them.
        const ref = makeRef()
        if (operation.early) send(self(), ['reply', ref])
        taken.push((yield* receive(['reply', ref], atOnce)) === 'nothing' ? 'nothing' : 'reply')
      }
    }
  }
  return [taken, yield* Process.info(self(), 'messages')]
}

function inTheModel(operations: Operation[]): unknown[] {
  const list: Message[] = []
  const taken: unknown[] = []
  for (const operation of operations) {
    if (operation.do === 'send') list.push([operation.tag, operation.number])
    else if (operation.do === 'tag') taken.push(takeFrom(list, ([tag]) => tag === operation.tag))
    else if (operation.do === 'prefix')
      taken.push(takeFrom(list, ([tag, number]) => tag === operation.tag && number === operation.number))
    else if (operation.do === 'clauses') taken.push(takeFrom(list, ([tag]) => operation.tags.includes(tag)))
    else if (operation.do === 'predicate') taken.push(takeFrom(list, ([, number]) => number === operation.number))
    else if (operation.do === 'any') taken.push(takeFrom(list, () => true))
    else taken.push(operation.early ? 'reply' : 'nothing')
  }
  return [taken, list]
}

function* sends(to: Pid, tags: Tag[], pauseEvery: number): Process {
  for (const [i, tag] of tags.entries()) {
    send(to, [tag, i])
    if (i % pauseEvery === 0) yield* Process.yield()
  }
}

/** Receives by these tags, waiting for each, from a helper that sends meanwhile. */
function* whileOthersSend(scheduler: number, tags: Tag[], wanted: Tag[], pauseEvery: number): Process<unknown[]> {
  const options = scheduler === 0 ? {} : { scheduler }
  const [, ref] = spawnWith({ ...options, monitor: true }, sends, self(), tags, pauseEvery)
  const taken: unknown[] = []
  for (const tag of wanted) taken.push(yield* receive(tag))
  yield* receive<[string, Ref]>(['DOWN', ref])
  const left: unknown[] = []
  for (;;) {
    const message = yield* receive(undefined, { after: 0 })
    if (message === timeout) return [taken, left]
    left.push(message)
  }
}

describe('selective receive', () => {
  it('takes from a mailbox what it takes from a list', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(operation, { maxLength: 60 }), async (operations) => {
        expect(await simulate({ schedulers: 1, seed: 1 }, withOwnMailbox, operations)).toEqual(inTheModel(operations))
      }),
      { numRuns: 200 },
    )
  })

  it('takes from messages that are still coming what it takes from a list of them', async () => {
    const messages = fc.array(fc.tuple(tag, fc.boolean()), { maxLength: 40 })
    await fc.assert(
      fc.asyncProperty(
        messages,
        fc.nat(),
        fc.integer({ min: 0, max: 3 }),
        fc.integer({ min: 1, max: 5 }),
        async (messages, seed, scheduler, pauseEvery) => {
          const tags = messages.map(([tag]) => tag)
          // Some of what is sent, tag by tag: never more than comes.
          const wanted = messages
            .filter(([, isWanted]) => isWanted)
            .map(([tag]) => tag)
            .toSorted()
            .toReversed()
          const list = tags.map((tag, i): Message => [tag, i])
          const taken = wanted.map((tag) => takeFrom(list, (message) => message[0] === tag))
          const got = await simulate({ schedulers: 3, seed }, whileOthersSend, scheduler, tags, wanted, pauseEvery)
          expect(got).toEqual([taken, list])
        },
      ),
      { numRuns: 150 },
    )
  })
})
