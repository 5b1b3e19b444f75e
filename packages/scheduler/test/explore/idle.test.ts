import { describe, expect, it } from 'vitest'
import type { IdleProtocol } from '../../src/idle/idle.ts'
import { explore, replay, type Scenario, type Step, type Thread } from './explore.ts'
import { type Instrumented, instrument, type Mutation } from './instrument.ts'

const SOURCE = new URL('../../src/idle/idle.ts', import.meta.url)

/** Deeper by hand: `MULTIBEAM_PREEMPTIONS=4 pnpm test`. */
const PREEMPTIONS = Number(process.env.MULTIBEAM_PREEMPTIONS ?? 2)

type Idle = Instrumented<
  IdleProtocol,
  'startSearching' | 'stopSearching' | 'park' | 'unpark' | 'claimSleeper' | 'claim' | 'searching' | 'hungry' | 'isAsleep'
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
  searchTooEarly?: boolean
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

/** Schedulers a group: small, so that a few workers are several groups. */
function groupsOf(size: number): Mutation {
  return [['const GROUP_SIZE = 24', `const GROUP_SIZE = ${size}`]]
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
        let early = false
        if (!searching) {
          if (conduct.searchTooEarly) early = yield* take()
          if (!early) yield* idle.startSearching(me)
          searching = !early
        }
        yield 'look at the inbox'
        const signalled = inbox[me] as number
        inbox[me] = 0
        const found = early || (signalled === 0 && !conduct.searchTooEarly && (yield* take()))
        if (found || signalled > 0) {
          if (searching && (yield* idle.stopSearching(me)) && (conduct.blindHandoff || (yield* moreWork()))) yield* wakeOne()
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
        if (running !== tasks) return `lost wake-up: ${tasks - running} of ${tasks} tasks wait while nobody looks for them`
        if (handled !== signals) return `lost wake-up: ${signals - handled} of ${signals} signals wait`
        if (words.some((word) => word !== 0 && word >>> 24 !== 0)) return 'a searcher is counted, but all are parked'
        return undefined
      },
    }
  }
}

const LOADS: Record<string, { load: Load; preemptions: number }> = {
  'two workers, two tasks': { load: { workers: 2, tasks: 2 }, preemptions: PREEMPTIONS + 1 },
  'three workers, two tasks': { load: { workers: 3, tasks: 2 }, preemptions: PREEMPTIONS },
  'three workers, three tasks': { load: { workers: 3, tasks: 3 }, preemptions: PREEMPTIONS - 1 },
  'two workers, a task and two signals': { load: { workers: 2, tasks: 1, signals: 2 }, preemptions: PREEMPTIONS },
}

function idleOf(...mutations: Mutation[]): IdleClass {
  return instrument<{ IdleProtocol: IdleClass }>(SOURCE, mutations.flat()).IdleProtocol
}

describe('the idle protocol, in every interleaving', () => {
  for (const groupSize of [24, 2, 1]) {
    for (const [name, { load, preemptions }] of Object.entries(LOADS)) {
      for (const blindHandoff of [false, true]) {
        const how = `${groupSize} a group, ${blindHandoff ? 'claiming at once' : 'looking first'} when handing on`
        it(`loses no wake-up: ${name}, ${how}`, () => {
          const make = scenario(idleOf(groupsOf(groupSize)), load, { blindHandoff })
          const { failure, runs } = explore(make, { preemptions })
          if (failure !== undefined) expect.fail([failure.message, ...replay(make, failure.schedule)].join('\n'))
          expect(runs).toBeGreaterThan(100)
        })
      }
    }
  }
})

/** Each in the protocol's own file, or in how a scheduler uses it. */
const CAUGHT: Record<string, { mutation?: Mutation; conduct?: Conduct }> = {
  'the last to park does not look once more': {
    mutation: [['state) === state)\n        return searchersOf(state) === 1', 'state) === state)\n        return false']],
  },
}

describe('mutants of the idle protocol', () => {
  for (const [name, { mutation = [], conduct = {} }] of Object.entries(CAUGHT)) {
    it(`catches: ${name}`, () => {
      const failures = Object.values(LOADS).flatMap(
        ({ load }) => explore(scenario(idleOf(mutation, groupsOf(1)), load, conduct), { preemptions: 2 }).failure ?? [],
      )
      expect(failures).not.toEqual([])
    })
  }
})
