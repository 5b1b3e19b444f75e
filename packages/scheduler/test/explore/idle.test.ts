import { describe, expect, it } from 'vitest'
import type { IdleProtocol } from '../../src/idle/idle.ts'
import { explore, MORE_PREEMPTIONS, replay, type Scenario, type Step, type Thread } from './explore.ts'
import { type Instrumented, instrument, type Mutation } from './instrument.ts'

const SOURCE = new URL('../../src/idle/idle.ts', import.meta.url)

type Idle = Instrumented<
  IdleProtocol,
  | 'startSearching'
  | 'stopSearching'
  | 'park'
  | 'unpark'
  | 'claimSleeper'
  | 'claim'
  | 'searching'
  | 'hungry'
  | 'isAsleep'
>
type IdleClass = new (...parameters: ConstructorParameters<typeof IdleProtocol>) => Idle

/** What a scheduler does around the protocol, as README.md of src/idle tells; the fields break it. */
interface Conduct {
  /** The submitter looks for a sleeper before it publishes instead of after. */
  wakeBeforePublishing?: boolean
  /** The sender of a signal looks whether the scheduler sleeps before it posts instead of after. */
  claimBeforePosting?: boolean
  /** A parked scheduler blocks without a last look at its inbox. */
  noInboxLook?: boolean
  /** Looks at the queues before it starts to search instead of after. */
  lookBeforeSearching?: boolean
  /** The last searcher that found work always claims a sleeper, instead of looking for more work first. */
  blindHandoff?: boolean
}

interface Load {
  workers: number
  /** Tasks a submitter publishes to be run by whoever is free. */
  tasks: number
  /** Signals another thread sends to worker 0, which only that one can handle. */
  signals?: number
}

function scenario(IdleOfSource: IdleClass, load: Load, conduct: Conduct): () => Scenario {
  return () => {
    const { workers, tasks, signals = 0 } = load
    const words = new Int32Array(8)
    const idle = new IdleOfSource(words, 0, workers)
    /** Tasks published and not taken. */
    let published = 0
    let running = 0
    const inbox = new Array<number>(workers).fill(0)
    let handled = 0
    /** Wake-ups posted and not received. */
    const wakeUps = new Array<number>(workers).fill(0)

    function* post(worker: number): Generator<Step, void, undefined> {
      yield `wake ${worker}`
      wakeUps[worker] = (wakeUps[worker] as number) + 1
    }
    function* wakeOne(): Generator<Step, void, undefined> {
      const worker = yield* idle.claimSleeper()
      if (worker >= 0) yield* post(worker)
    }
    function* take(): Generator<Step, boolean, undefined> {
      yield 'look at the queue'
      if (published === 0) return false
      // Whether looking and taking are one step is the ring's concern, and explored there.
      published -= 1
      return true
    }
    function* moreWork(): Generator<Step, boolean, undefined> {
      yield 'look once more'
      return published > 0
    }

    function* worker(me: number): Thread {
      let searching = false
      for (;;) {
        let found = false
        let looked = false
        if (!searching) {
          if (conduct.lookBeforeSearching) {
            found = yield* take()
            looked = true
          }
          if (!found) yield* idle.startSearching(me)
          searching = !found
        }
        yield 'look at the inbox'
        const signalled = inbox[me] as number
        inbox[me] = 0
        if (!looked && signalled === 0) found = yield* take()
        if (found || signalled > 0) {
          if (searching && (yield* idle.stopSearching(me)) && (conduct.blindHandoff || (yield* moreWork())))
            yield* wakeOne()
          searching = false
          handled += signalled
          if (found) {
            running += 1
            // A task takes until all are running: if one waits for a worker that sleeps, this one is of no help.
            yield () => running === tasks
          }
          continue
        }
        if ((yield* idle.park(me)) && (yield* moreWork())) yield* wakeOne()
        searching = false
        if (!conduct.noInboxLook) yield 'look at the inbox once more'
        if (conduct.noInboxLook || inbox[me] === 0) yield () => (wakeUps[me] as number) > 0
        wakeUps[me] = 0
        yield* idle.unpark(me)
        searching = true
      }
    }
    function* submitter(): Thread {
      for (let task = 0; task < tasks; task++) {
        if (conduct.wakeBeforePublishing) yield* wakeOne()
        yield 'publish'
        published += 1
        if (!conduct.wakeBeforePublishing) yield* wakeOne()
      }
    }
    function* sender(): Thread {
      for (let signal = 0; signal < signals; signal++) {
        const asleep = conduct.claimBeforePosting ? yield* idle.claim(0) : false
        yield 'send a signal to 0'
        inbox[0] = (inbox[0] as number) + 1
        if (asleep || (!conduct.claimBeforePosting && (yield* idle.claim(0)))) yield* post(0)
      }
    }

    const threads: Record<string, Thread> = { submitter: submitter() }
    for (let index = 0; index < workers; index++) threads[`worker ${index}`] = worker(index)
    if (signals > 0) threads.sender = sender()
    return {
      threads,
      check() {
        if (running !== tasks)
          return `lost wake-up: ${tasks - running} of ${tasks} tasks wait while nobody looks for them`
        if (handled !== signals) return `lost wake-up: ${signals - handled} of ${signals} signals wait`
        if (words.some((word) => word !== 0 && word >>> 24 !== 0)) return 'a searcher is counted, but all are parked'
        return undefined
      },
    }
  }
}

/** How many preemptions a load can afford: each one more multiplies the runs by ten to thirty. */
const LOADS: Record<string, { load: Load; preemptions: number }> = {
  'two workers, two tasks': { load: { workers: 2, tasks: 2 }, preemptions: 2 },
  'two workers, a task and a signal': { load: { workers: 2, tasks: 1, signals: 1 }, preemptions: 1 },
  'two workers, a task and two signals': { load: { workers: 2, tasks: 1, signals: 2 }, preemptions: 1 },
  'three workers, two tasks': { load: { workers: 3, tasks: 2 }, preemptions: 1 },
  'three workers, three tasks': { load: { workers: 3, tasks: 3 }, preemptions: 1 },
}

/** 24 is what the source says: one group. The others make a few workers several groups, of one or of two and one. */
const GROUP_SIZES = [24, 2, 1]

function idleOf(groupSize: number, mutation: Mutation = []): IdleClass {
  const grouping: Mutation = [['const GROUP_SIZE = 24', `const GROUP_SIZE = ${groupSize}`]]
  return instrument<{ IdleProtocol: IdleClass }>(SOURCE, [...grouping, ...mutation]).IdleProtocol
}

function expectNoFailure(make: () => Scenario, preemptions: number): void {
  const { failure, runs } = explore(make, { preemptions: preemptions + MORE_PREEMPTIONS })
  if (failure !== undefined) expect.fail([failure.message, ...replay(make, failure.schedule)].join('\n'))
  expect(runs).toBeGreaterThan(100)
}

describe('the idle protocol, in every interleaving', () => {
  for (const groupSize of GROUP_SIZES) {
    for (const [name, { load, preemptions }] of Object.entries(LOADS)) {
      it(`loses no wake-up: ${name}, ${groupSize} a group`, () => {
        expectNoFailure(scenario(idleOf(groupSize), load, {}), preemptions)
      })
    }
    it(`loses no wake-up when work is handed on without looking whether there is any, ${groupSize} a group`, () => {
      expectNoFailure(scenario(idleOf(groupSize), { workers: 3, tasks: 2 }, { blindHandoff: true }), 1)
    })
  }
})

interface Mutant {
  /** In the protocol's file. */
  mutation?: Mutation
  /** In what a scheduler does around it. */
  conduct?: Conduct
  /** The load that shows it; any, when not given. */
  load?: string
}

const CAUGHT: Record<string, Mutant> = {
  'the last to park does not look once more': {
    mutation: [
      [
        '(state - ONE_SEARCHER) | bit) === state)\n        return searchersOf(state) === 1',
        '(state - ONE_SEARCHER) | bit) === state)\n        return false',
      ],
    ],
  },
  'the last searcher to find work hands nothing on': {
    mutation: [
      [
        'return searchersOf(Atomics.sub(this.words, this.wordOf(me), ONE_SEARCHER)) === 1',
        'Atomics.sub(this.words, this.wordOf(me), ONE_SEARCHER); return false',
      ],
    ],
  },
  'a submitter looks for sleepers before it publishes': { conduct: { wakeBeforePublishing: true } },
  'a sender looks whether the receiver sleeps before it posts': { conduct: { claimBeforePosting: true } },
  'a parked scheduler does not look at its inbox once more': { conduct: { noInboxLook: true } },
  'a claimed sleeper is not counted as searching': {
    mutation: [
      [
        'if (Atomics.compareExchange(this.words, word, state, state - bit + ONE_SEARCHER) === state)\n',
        'if (Atomics.compareExchange(this.words, word, state, state - bit) === state)\n',
      ],
    ],
  },
  'only the first group is looked at for sleepers': {
    mutation: [['group < this.end; group++) {', 'group < this.base + 1; group++) {']],
  },
  'parking in two steps, leaving the search first': {
    load: 'two workers, two tasks',
    mutation: [
      [
        'if (Atomics.compareExchange(this.words, word, state, (state - ONE_SEARCHER) | bit) === state)\n',
        'if (Atomics.compareExchange(this.words, word, state, state - ONE_SEARCHER) !== state) continue\nAtomics.or(this.words, word, bit)\n',
      ],
    ],
  },
  'parking by store instead of compare-and-exchange': {
    mutation: [
      [
        'if (Atomics.compareExchange(this.words, word, state, (state - ONE_SEARCHER) | bit) === state)\n',
        'Atomics.store(this.words, word, (state - ONE_SEARCHER) | bit)\n',
      ],
    ],
  },
  'waking up without becoming a searcher': {
    mutation: [['state - bit + ONE_SEARCHER) === state) return true', 'state - bit) === state) return true']],
  },
}

/** Changes that break nothing, and why. */
const SURVIVORS: Record<string, Mutant & { why: string }> = {
  'looking at the queues before counting as searching': {
    why: 'nobody sleeps without parking, and the last of a group to park looks once more; it only costs wake-ups',
    conduct: { lookBeforeSearching: true },
  },
  'parking in two steps, sleeping first': {
    why: 'a publisher in between relies on a searcher that leaves after it, and the last one to leave looks once more',
    mutation: [
      [
        '(state - ONE_SEARCHER) | bit) === state)\n        return searchersOf(state) === 1',
        'state | bit) === state)\n        return searchersOf(Atomics.sub(this.words, word, ONE_SEARCHER)) === 1',
      ],
    ],
  },
}

/** What goes wrong with the mutant, looked for with few preemptions before many. */
function findFailure({ mutation = [], conduct = {}, load }: Mutant, mostPreemptions: number): string | undefined {
  for (let preemptions = 0; preemptions <= mostPreemptions; preemptions++)
    for (const groupSize of GROUP_SIZES)
      for (const [name, each] of Object.entries(LOADS)) {
        if (name !== (load ?? name)) continue
        const { failure } = explore(scenario(idleOf(groupSize, mutation), each.load, conduct), { preemptions })
        if (failure !== undefined) return failure.message
      }
  return undefined
}

describe('mutants of the idle protocol', () => {
  for (const [name, mutant] of Object.entries(CAUGHT)) {
    it(`catches: ${name}`, () => {
      expect(findFailure(mutant, 2)).toMatch(/^lost wake-up|^a searcher is counted/)
    })
  }

  for (const [name, mutant] of Object.entries(SURVIVORS)) {
    it(`does not mind: ${name} (${mutant.why})`, () => {
      expect(findFailure(mutant, MORE_PREEMPTIONS)).toBeUndefined()
    })
  }
})
