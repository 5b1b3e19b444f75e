import { describe, expect, it } from 'vitest'
import * as layout from '../../src/shared/layout.ts'
import type { FreeChunks } from '../../src/slots/free-chunks.ts'
import { explore, MORE_PREEMPTIONS, replay, type Scenario, type Step, type Thread } from './explore.ts'
import { type Instrumented, instrument, type Mutation } from './instrument.ts'

const SOURCE = new URL('../../src/slots/free-chunks.ts', import.meta.url)
/** Slots of a chunk here, so that a walk through one can be interrupted, and need not be long. */
const SLOTS = 2

type Chunks = Instrumented<FreeChunks, 'push' | 'pop' | 'slots'>
type ChunksClass = new (memory: { chunkLinks: Int32Array; freeChunks: BigInt64Array }) => Chunks

function sourceOf(mutation?: Mutation): ChunksClass {
  const modules = { '../shared/layout.ts': { ...layout, BLOCK_SLOTS: SLOTS } }
  return instrument<{ FreeChunks: ChunksClass }>(SOURCE, mutation, { modules }).FreeChunks
}

interface Load {
  /** Chunks in the stack when the threads start. */
  filled: number
  /** What each thread does: - pops a chunk, + pushes the one that it has had longest, ? looks which slots are in the stack. */
  threads: readonly string[]
}

/** Threads that take and give whole chunks. Each begins with one of its own. */
function scenario(ChunksOfSource: ChunksClass, { filled, threads }: Load): () => Scenario {
  return () => {
    const chunks = filled + threads.length
    const memory = { chunkLinks: new Int32Array(SLOTS * chunks), freeChunks: new BigInt64Array(1) }
    const stack = new ChunksOfSource(memory)
    const problems: string[] = []
    const chunkOf = (number: number): number[] => Array.from({ length: SLOTS }, (_, i) => number * SLOTS + i)
    for (let number = 0; number < filled; number++) alone(stack.push(chunkOf(number)))

    function* take(): Generator<Step, number[] | undefined, undefined> {
      const into = new Int32Array(SLOTS)
      if (!(yield* stack.pop(into))) return undefined
      const [first = -1] = into
      const expected = chunkOf(Math.floor(first / SLOTS))
      if (into.join() !== expected.join()) problems.push(`slots ${into} were taken as one chunk`)
      return expected
    }
    /** What it tells must be what was there at some moment while it looked: at one of its own steps. */
    function* look(): Generator<Step, void, undefined> {
      const moments = new Set<string>()
      const looking = stack.slots()
      for (;;) {
        moments.add(contentOf(memory))
        const { done, value } = looking.next()
        if (done) {
          moments.add(contentOf(memory))
          const told = [...value].sort((a, b) => a - b).join()
          if (!moments.has(told)) problems.push(`slots ${told} were never in the stack together`)
          return
        }
        yield value
      }
    }
    function* thread(script: string, own: number[][]): Thread {
      for (const action of script) {
        if (action === '?') {
          yield* look()
        } else if (action === '+') {
          const chunk = own.shift()
          if (chunk !== undefined) yield* stack.push(chunk)
        } else {
          const chunk = yield* take()
          if (chunk !== undefined) own.push(chunk)
        }
      }
    }
    const owned = threads.map((_, i) => [chunkOf(filled + i)])
    return {
      threads: Object.fromEntries(threads.map((script, i) => [`thread ${i}`, thread(script, owned[i] as number[][])])),
      check() {
        if (problems.length > 0) return problems[0]
        const all = owned.flat(2)
        for (let left = chunks; left >= 0; left--) {
          const chunk = alone(take())
          if (chunk === undefined) break
          all.push(...chunk)
        }
        all.sort((a, b) => a - b)
        const expected = Array.from({ length: SLOTS * chunks }, (_, slot) => slot)
        return all.join() === expected.join() ? undefined : `of slots ${expected} there are now ${all}`
      },
    }
  }
}

/** The slots in the stack at this moment, as its words tell. */
function contentOf({ chunkLinks, freeChunks }: { chunkLinks: Int32Array; freeChunks: BigInt64Array }): string {
  const slots: number[] = []
  let next = Number((freeChunks[0] as bigint) & 0xffff_ffffn)
  for (; next !== 0 && slots.length <= chunkLinks.length; next = chunkLinks[next - 1] as number) slots.push(next - 1)
  return slots.sort((a, b) => a - b).join()
}

/** Runs a generator to its end with nobody in between. */
function alone<R>(generator: Generator<Step, R, undefined>): R {
  for (;;) {
    const { done, value } = generator.next()
    if (done) return value
  }
}

const LOADS: Record<string, Load> = {
  'one pops while another one pops two and gives its own and the first back': { filled: 2, threads: ['-', '--++'] },
  'three pop two chunks': { filled: 2, threads: ['-', '-', '-'] },
  'all push': { filled: 0, threads: ['+', '+', '+'] },
  'all push and pop': { filled: 1, threads: ['+-', '-+', '+-'] },
  'an empty stack is filled and emptied': { filled: 0, threads: ['-+-', '+-+'] },
  'one looks while another one takes and gives': { filled: 2, threads: ['?', '-++'] },
  'one looks while two take and give': { filled: 1, threads: ['?', '+-', '-+'] },
}

const PREEMPTIONS = 2 + MORE_PREEMPTIONS

/** What fails first, with its schedule. */
function failureOf(ChunksOfSource: ChunksClass): string | undefined {
  for (const [name, load] of Object.entries(LOADS)) {
    const make = scenario(ChunksOfSource, load)
    const { failure } = explore(make, { preemptions: PREEMPTIONS })
    if (failure !== undefined) return [name, failure.message, ...replay(make, failure.schedule)].join('\n')
  }
  return undefined
}

describe('the stack of free chunks, in all interleavings', () => {
  const whole = sourceOf()
  for (const [name, load] of Object.entries(LOADS)) {
    it(name, () => {
      const make = scenario(whole, load)
      const { runs, failure } = explore(make, { preemptions: PREEMPTIONS })
      expect(failure && [failure.message, ...replay(make, failure.schedule)].join('\n')).toBeUndefined()
      expect(runs).toBeGreaterThan(10)
    })
  }
})

const EXCHANGE = 'return Atomics.compareExchange(this.#top, 0, top, (version << SLOT_BITS) | BigInt(first)) === top'
const LINK_BELOW = '      Atomics.store(this.#links, slots[BLOCK_SLOTS - 1] as number, Number(top & SLOT_MASK))\n'
const OFFER = 'if (this.#replace(top, (slots[0] as number) + 1)) return'

const CAUGHT: Record<string, Mutation> = {
  'a top that went and came back is not noticed': [['(top >> SLOT_BITS) + 1n', '(top >> SLOT_BITS)']],
  'the top is stored, whatever it is by now': [
    [EXCHANGE, 'Atomics.store(this.#top, 0, (version << SLOT_BITS) | BigInt(first)); return true'],
  ],
  'a chunk is linked to what is below after it is offered': [
    [LINK_BELOW, ''],
    [OFFER, `if (this.#replace(top, (slots[0] as number) + 1)) {\n${LINK_BELOW}        return\n      }`],
  ],
  'a chunk is linked to what was below when somebody else pushed': [
    [OFFER, 'if (this.#replace(Atomics.load(this.#top, 0), (slots[0] as number) + 1)) return'],
  ],
  'what was below is put to the top, whatever the top is by now': [
    ['this.#replace(top, next)', 'this.#replace(Atomics.load(this.#top, 0), next)'],
  ],
  'the second chunk is overlooked': [['this.#replace(top, next)', 'this.#replace(top, 0)']],
  'who looks does not look whether it has changed': [
    ['if (Atomics.load(this.#top, 0) === top) return slots', 'return slots'],
  ],
}

/** Changes that break nothing, and why. */
const SURVIVORS: Record<string, { why: string; mutation: Mutation }> = {
  'a walk that has led to nothing is tried': {
    why: 'it has only if the chunk was taken meanwhile, and then the exchange fails',
    mutation: [
      [
        'if (walked === BLOCK_SLOTS && this.#replace(top, next)) return true',
        'if (this.#replace(top, next)) return true',
      ],
    ],
  },
}

describe('mutants of free-chunks.ts', () => {
  for (const [name, mutation] of Object.entries(CAUGHT)) {
    it(`catches: ${name}`, () => expect(failureOf(sourceOf(mutation))).toBeDefined())
  }
  for (const [name, { why, mutation }] of Object.entries(SURVIVORS)) {
    it(`does not mind: ${name} (${why})`, () => expect(failureOf(sourceOf(mutation))).toBeUndefined())
  }
})
