import { describe, expect, it } from 'vitest'
import { ENTRY_WORDS, type NamePlace, type NameWords } from '../../src/names/name-words.ts'
import { explore, MORE_PREEMPTIONS, replay, type Scenario, type Step, type Thread } from './explore.ts'
import { type Instrumented, instrument, type Mutation } from './instrument.ts'

const SOURCE = new URL('../../src/names/name-words.ts', import.meta.url)

type Names = Instrumented<NameWords, 'intern' | 'find' | 'count' | 'claim' | 'release' | 'holder' | 'range'>
type NamesClass = new (...parameters: ConstructorParameters<typeof NameWords>) => Names

const ENTRIES = 8
const BUCKETS = 16

/** A table with room for so many names and bytes. Its bounds are tight: a name too many would show in the next part. */
function placeOf(mostEntries: number, arenaBytes: number): NamePlace {
  const buckets = 2 + ENTRIES * ENTRY_WORDS
  const arena = 4 * (buckets + BUCKETS)
  return {
    entryCount: 0,
    bytesUsed: 1,
    entries: 2,
    mostEntries,
    buckets,
    bucketCount: BUCKETS,
    arena,
    arenaBytes,
  }
}

type Action =
  | readonly ['intern', name: string]
  | readonly ['find', name: string]
  | readonly ['claim' | 'release', name: string, pid: number]
  | readonly ['holder', name: string]

/** What a thread did, from its beginning to its end on a clock of all threads, and what came of it. */
interface Done {
  action: Action
  from: number
  to: number
  result: number | boolean
}

interface Load {
  /** Done before the threads start. */
  before?: readonly Action[]
  threads: readonly (readonly Action[])[]
  mostEntries?: number
  arenaBytes?: number
  /** How many of the names there may be no room for. */
  mayRefuse?: number
}

/** What a table does that is used by one thread alone. */
class Model {
  readonly indexes: Map<string, number>
  readonly holders: Map<string, number>

  constructor(indexes = new Map<string, number>(), holders = new Map<string, number>()) {
    this.indexes = indexes
    this.holders = holders
  }

  /** The model after an action, or undefined if it could not have had this result. */
  after({ action, result }: Done): Model | undefined {
    const [, name] = action
    const index = this.indexes.get(name)
    const holder = this.holders.get(name) ?? 0
    if (action[0] === 'find') return result === (index ?? -1) ? this : undefined
    if (action[0] === 'holder') return result === holder ? this : undefined
    if (action[0] === 'intern') {
      if (index !== undefined) return result === index ? this : undefined
      // The last room may be taken, and its entry not published yet: when exactly the table is full, `mayRefuse` counts.
      if (result === -1) return this
      const taken = [...this.indexes.values()].includes(result as number)
      return taken ? undefined : new Model(new Map(this.indexes).set(name, result as number), this.holders)
    }
    const [kind, , pid] = action
    const works = kind === 'claim' ? holder === 0 : holder === pid
    if (result !== works) return undefined
    return works ? new Model(this.indexes, new Map(this.holders).set(name, kind === 'claim' ? pid : 0)) : this
  }
}

/** Whether the actions could have been done one at a time, none before one that had ended when it began. */
function isLinearizable(history: readonly Done[], model: Model): boolean {
  if (history.length === 0) return true
  const firstEnd = Math.min(...history.map(({ to }) => to))
  return history.some((next, at) => {
    if (next.from > firstEnd) return false
    const after = model.after(next)
    return after !== undefined && isLinearizable(history.toSpliced(at, 1), after)
  })
}

/** Runs a generator to its end with nobody in between. */
function alone<R>(generator: Generator<Step, R, undefined>): R {
  for (;;) {
    const { done, value } = generator.next()
    if (done) return value
  }
}

function scenario(NamesOfSource: NamesClass, load: Load): () => Scenario {
  return () => {
    const place = placeOf(load.mostEntries ?? ENTRIES, load.arenaBytes ?? 64)
    const buffer = new SharedArrayBuffer(place.arena + 64)
    const names = new NamesOfSource(buffer, place)
    const history: Done[] = []
    let clock = 0

    function* perform(action: Action): Generator<Step, number | boolean, undefined> {
      const [kind, name] = action
      if (kind === 'intern') return yield* names.intern(name)
      if (kind === 'find') return yield* names.find(name)
      const index = alone(names.find(name))
      if (kind === 'holder') return yield* names.holder(index)
      return kind === 'claim' ? yield* names.claim(index, action[2]) : yield* names.release(index, action[2])
    }
    function* thread(actions: readonly Action[]): Thread {
      for (const action of actions) {
        yield action.join(' ')
        const from = clock++
        const result = yield* perform(action)
        history.push({ action, from, to: clock++, result })
      }
    }
    function nameOf(index: number): string {
      const { from, to, wide } = alone(names.range(index))
      return Buffer.from(new Uint8Array(buffer).slice(from, to)).toString(wide ? 'utf16le' : 'latin1')
    }

    alone(thread(load.before ?? []))
    return {
      threads: Object.fromEntries(load.threads.map((actions, at) => [`thread ${at + 1}`, thread(actions)])),
      check() {
        if (!isLinearizable(history, new Model()))
          return `no order explains: ${history.map(({ action, result }) => `${action.join(' ')} -> ${result}`).join(', ')}`
        const refused = history.filter(({ action, result }) => action[0] === 'intern' && result === -1).length
        if (refused > (load.mayRefuse ?? 0)) return `${refused} names were refused`
        if (alone(names.count()) > place.mostEntries) return 'more entries than there is room for'
        for (const { action, result } of history)
          if (action[0] === 'intern' && result !== -1 && nameOf(result as number) !== action[1])
            return `${action[1]} has become ${nameOf(result as number)}`
        return undefined
      },
    }
  }
}

/** Made so that the low and the high half both differ. */
const P = 2 ** 52 + 2 ** 32 + 1
const Q = 2 ** 52 + 2 * 2 ** 32 + 2

/** All names collide here: the hash is cut out. One has two bytes a character. */
const LOADS: Record<string, Load> = {
  'two threads intern the same name': { threads: [[['intern', 'x']], [['intern', 'x']]] },
  'two threads intern names that collide': { threads: [[['intern', 'x']], [['intern', 'ł']]] },
  'two threads intern two names in opposite order': {
    threads: [
      [
        ['intern', 'x'],
        ['intern', 'y'],
      ],
      [
        ['intern', 'y'],
        ['intern', 'x'],
      ],
    ],
  },
  'one looks for a name that others intern': {
    threads: [
      [['intern', 'x']],
      [['intern', 'y']],
      [
        ['find', 'x'],
        ['find', 'x'],
      ],
    ],
  },
  'two threads race for the last entry': {
    mostEntries: 1,
    mayRefuse: 1,
    threads: [[['intern', 'x']], [['intern', 'y']]],
  },
  'two threads race for the last byte': {
    arenaBytes: 1,
    mayRefuse: 1,
    threads: [[['intern', 'x']], [['intern', 'y']]],
  },
  'two threads race for the last entry with the same name': {
    mostEntries: 1,
    mayRefuse: 1,
    threads: [[['intern', 'x']], [['intern', 'x']]],
  },
  'two processes claim one name': {
    before: [['intern', 'x']],
    threads: [
      [
        ['claim', 'x', P],
        ['release', 'x', P],
      ],
      [
        ['claim', 'x', Q],
        ['release', 'x', Q],
      ],
      [
        ['holder', 'x'],
        ['holder', 'x'],
      ],
    ],
  },
  'one releases what another wants': {
    before: [
      ['intern', 'x'],
      ['claim', 'x', P],
    ],
    threads: [
      [
        ['release', 'x', P],
        ['claim', 'x', P],
      ],
      [
        ['claim', 'x', Q],
        ['claim', 'x', Q],
        ['release', 'x', Q],
      ],
      [
        ['holder', 'x'],
        ['holder', 'x'],
      ],
    ],
  },
}

const ALL_COLLIDE: Mutation = [['return (hash ^ (hash >>> 16)) >>> 0', 'return 0']]

function namesOf(mutation: Mutation = []): NamesClass {
  return instrument<{ NameWords: NamesClass }>(SOURCE, [...ALL_COLLIDE, ...mutation]).NameWords
}

/** What goes wrong with the mutant in the first load that shows it, looked for with few preemptions before many. */
function findFailure(mutation: Mutation, mostPreemptions: number): string | undefined {
  const mutant = namesOf(mutation)
  for (let preemptions = 0; preemptions <= mostPreemptions; preemptions++)
    for (const load of Object.values(LOADS)) {
      const { failure } = explore(scenario(mutant, load), { preemptions })
      if (failure !== undefined) return failure.message
    }
  return undefined
}

describe('the names, in every interleaving', () => {
  for (const [name, load] of Object.entries(LOADS)) {
    it(`do what one thread alone could have done when ${name}`, () => {
      const make = scenario(namesOf(), load)
      const { failure, runs } = explore(make, { preemptions: 2 + MORE_PREEMPTIONS })
      if (failure !== undefined) expect.fail([failure.message, ...replay(make, failure.schedule)].join('\n'))
      expect(runs).toBeGreaterThan(50)
    })
  }
})

const CAUGHT: Record<string, Mutation> = {
  'publish by store instead of compare-and-exchange': [
    [
      'entry = Atomics.compareExchange(this.words, buckets + bucket, 0, mine + 1) - 1',
      'Atomics.store(this.words, buckets + bucket, mine + 1)',
    ],
  ],
  'publish before the name is written': [
    ['const { entries, entryCount,', 'const { buckets, entries, entryCount,'],
    [
      'const from = arena + offset',
      'Atomics.compareExchange(this.words, buckets, 0, index + 1); const from = arena + offset',
    ],
  ],
  'who loses a bucket probes on without comparing': [
    [
      'if (entry < 0) return mine\n',
      'if (entry < 0) return mine\nbucket = (bucket + 1) & (bucketCount - 1); continue\n',
    ],
  ],
  'who loses a bucket takes what is there without comparing': [
    ['if (entry < 0) return mine\n', 'if (entry < 0) return mine\nreturn entry\n'],
  ],
  'who loses a bucket leaves it at that': [
    ['if (entry < 0) return mine\n', 'if (entry < 0) return mine\nreturn mine\n'],
  ],
  'reserve by store instead of compare-and-exchange': [
    [
      'if (Atomics.compareExchange(this.words, counter, before, before + more) === before) return before',
      'Atomics.store(this.words, counter, before + more); return before',
    ],
  ],
  'one room more than there is': [['if (more > most - before) return -1', 'if (more > most - before + 1) return -1']],
  'names equal by length': [['if (code !== name.charCodeAt(unit)) return false', '']],
  'claim by store': [
    [
      'return Atomics.compareExchange(this.holders, this.holderOf(index), 0n, BigInt(pid)) === 0n',
      `if (Atomics.load(this.holders, this.holderOf(index)) !== 0n) return false
       Atomics.store(this.holders, this.holderOf(index), BigInt(pid)); return true`,
    ],
  ],
  'claim what is held': [
    [
      'return Atomics.compareExchange(this.holders, this.holderOf(index), 0n, BigInt(pid)) === 0n',
      'Atomics.store(this.holders, this.holderOf(index), BigInt(pid)); return true',
    ],
  ],
  'release what another holds': [
    [
      'return Atomics.compareExchange(this.holders, this.holderOf(index), holder, 0n) === holder',
      'Atomics.store(this.holders, this.holderOf(index), 0n); return true',
    ],
  ],
  'read the holder in halves': [
    [
      'return Number(Atomics.load(this.holders, this.holderOf(index)))',
      `const low = Atomics.load(this.words, 2 * this.holderOf(index)) >>> 0
       const high = Atomics.load(this.words, 2 * this.holderOf(index) + 1)
       return high * 2 ** 32 + low`,
    ],
  ],
}

/** Changes that break nothing, and why. */
const SURVIVORS: Record<string, { why: string; mutation: Mutation }> = {
  'reserve a new entry for each empty bucket': {
    why: 'an entry that no bucket tells of is lost room, and nothing else',
    mutation: [['if (mine < 0) mine = this.append(name)', 'mine = this.append(name)']],
  },
  'release by store after a look': {
    why: 'while a process holds a name nobody else changes the word, and only its own thread releases it',
    mutation: [
      [
        'return Atomics.compareExchange(this.holders, this.holderOf(index), holder, 0n) === holder',
        `if (Atomics.load(this.holders, this.holderOf(index)) !== holder) return false
         Atomics.store(this.holders, this.holderOf(index), 0n); return true`,
      ],
    ],
  },
}

describe('mutants of the names', () => {
  for (const [name, mutation] of Object.entries(CAUGHT)) {
    it(`catches: ${name}`, () => {
      expect(findFailure(mutation, 2)).toBeDefined()
    })
  }

  for (const [name, { why, mutation }] of Object.entries(SURVIVORS)) {
    it(`does not mind: ${name} (${why})`, () => {
      expect(findFailure(mutation, 1)).toBeUndefined()
    })
  }
})
