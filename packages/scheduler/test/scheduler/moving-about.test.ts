import { describe, expect, it } from 'vitest'
import { Statistic } from '../../src/shared/layout.ts'
import { type SchedulerMutations, type SchedulerSources, schedulerSources } from './sources.ts'
import { TalkingWorld } from './talking-world.ts'

/** Seeds of each statement; a mutant that needs more luck than this counts as one that survives. */
const SEEDS = 12

/** What must hold of whole schedulers, whatever the interleaving; each throws if it does not. */
const STATEMENTS: Record<string, (sources: SchedulerSources, seed: number) => void> = {
  'a pair that talks across schedulers comes together: one of them moves, once': (sources, seed) => {
    const world = new TalkingWorld(sources, 2, seed)
    world.pair(1, 2, 200)
    world.run()
    expect(world.check()).toBeUndefined()
    expect([...world.moves.values()]).toEqual([1])
    expect(new Set(world.ended.values())).toEqual(new Set([1]))
  },
  'many pairs come together, and nobody goes to and fro': (sources, seed) => {
    const world = new TalkingWorld(sources, 3, seed)
    for (let i = 0; i < 12; i++) world.pair(1 + (i % 3), 1 + ((i + 1 + (seed % 2)) % 3), 150)
    world.run()
    expect(world.check()).toBeUndefined()
    // Who goes to a scheduler with a lower number may have to go on from there once.
    expect(Math.max(0, ...world.moves.values())).toBeLessThanOrEqual(2)
    expect(world.total(Statistic.processesIn)).toBeGreaterThan(0)
  },
  'a pair on one scheduler stays there': (sources, seed) => {
    const world = new TalkingWorld(sources, 2, seed)
    world.pair(2, 2, 200)
    world.run()
    expect(world.check()).toBeUndefined()
    expect(world.moves.size).toBe(0)
  },
  'all that computes runs once, and the news of each theft comes': (sources, seed) => {
    const world = new TalkingWorld(sources, 2 + (seed % 3), seed)
    for (let i = 0; i < 150; i++) world.compute(1, 1 + (i % 5))
    world.run()
    expect(world.check()).toBeUndefined()
  },
  'a thief that has paused comes back': (sources, seed) => {
    const world = new TalkingWorld(sources, 2, seed)
    for (let i = 0; i < 1500; i++) world.compute(1, 1)
    world.run()
    expect(world.check()).toBeUndefined()
    expect([...world.ended.values()].filter((at) => at === 2).length).toBeGreaterThan(150)
  },
  'what is pinned ends where it is pinned': (sources, seed) => {
    const world = new TalkingWorld(sources, 3, seed)
    for (let i = 0; i < 60; i++) world.compute(1, 1 + (i % 4), 1 + (i % 3))
    world.run()
    expect(world.check()).toBeUndefined()
    expect([...world.ended.values()]).toEqual(expect.arrayContaining([1, 2, 3]))
    for (const [i, pid] of world.pids.entries()) expect(world.ended.get(pid)).toBe(1 + (i % 3))
  },
  'S66 who goes offline gives all away, and gets nothing more': (sources, seed) => {
    const world = new TalkingWorld(sources, 3, seed)
    for (let i = 0; i < 60; i++) world.compute(1 + (i % 3), 200)
    world.run(60)
    world.setOnline(1)
    world.run(300)
    const before = [2, 3].map((id) => world.of(id, Statistic.processesIn))
    world.run()
    expect(world.check()).toBeUndefined()
    expect([2, 3].map((id) => world.of(id, Statistic.processesIn))).toEqual(before)
    expect(new Set(world.ended.values())).toEqual(new Set([1]))
  },
  'S100 nobody moves while schedulers are frozen, and all goes on after that': (sources, seed) => {
    const world = new TalkingWorld(sources, 3, seed)
    for (let i = 0; i < 40; i++) world.compute(1, 150, i % 4 === 0 ? 2 : 0)
    world.pair(2, 3, 400)
    world.run(40)
    for (const scheduler of world.schedulers) scheduler.freeze()
    // What was on its way comes.
    world.run(60)
    const moves = world.total(Statistic.processesIn)
    world.run(400)
    expect(world.total(Statistic.processesIn)).toBe(moves)
    for (const scheduler of world.schedulers) scheduler.thaw()
    world.run()
    expect(world.check()).toBeUndefined()
  },
}

/** The first statement that does not hold, with its seed. */
function failureOf(sources: SchedulerSources): string | undefined {
  for (const [name, holds] of Object.entries(STATEMENTS)) {
    for (let seed = 1; seed <= SEEDS; seed++) {
      try {
        holds(sources, seed)
      } catch (error) {
        return `${name} (seed ${seed}): ${error instanceof Error ? error.message : error}`
      }
    }
  }
  return undefined
}

const whole = schedulerSources()

describe('schedulers, in any interleaving of their turns', () => {
  for (const [name, holds] of Object.entries(STATEMENTS)) {
    it(name, () => {
      for (let seed = 1; seed <= SEEDS; seed++) holds(whole, seed)
    })
  }
})

const CAUGHT: Record<string, SchedulerMutations> = {
  'both of a pair go to the other one': {
    following: [
      [
        'return other < this.#id ? waiting <= MUCH_LONGER * there + SOME : there > MUCH_LONGER * waiting + SOME',
        'return there >= 0',
      ],
    ],
  },
  'nobody follows': {
    following: [
      ['    if (this.#goesTo(this.#partner, waiting)) ', '    if (this.#goesTo(this.#partner, -1) && waiting < 0) '],
    ],
  },
  'who follows is not sent': {
    'handing-over': [
      [
        '      const task = this.#takeEncoded(isFree)\n      if (task === undefined) break\n      this.#endpoint.push(task, to)\n',
        '      const task = this.#takeEncoded(isFree)\n      if (task === undefined) break\n',
      ],
    ],
  },
  'who follows is sent, and kept': {
    'handing-over': [
      [
        '      const task = this.#takeEncoded(isFree)\n      if (task === undefined) break\n      this.#endpoint.push(task, to)\n',
        '      const task = this.#takeEncoded(isFree)\n      if (task === undefined) break\n      this.#endpoint.push(task, to)\n      this.#runQueue.push(task)\n',
      ],
    ],
  },
  'a thief tells nobody': { publishing: [['    endpoint.tellStolen(victim, pids)\n', '']] },
  'a thief tells of one of them': {
    publishing: [['endpoint.tellStolen(victim, pids)', 'endpoint.tellStolen(victim, pids.slice(0, 1))']],
  },
  'a thief tells somebody else': {
    publishing: [
      [
        'endpoint.tellStolen(victim, pids)',
        'endpoint.tellStolen((victim % this.#rings.length) + 1 === this.#id ? 0 : (victim % this.#rings.length) + 1, pids)',
      ],
    ],
  },
  'a thief that pauses sets no alarm': {
    scheduler: [['pausedUntil > 0 ? Math.min(due, pausedUntil) : due', 'pausedUntil > 0 ? due : due']],
  },
  'what is written in a turn without slices is not posted': {
    scheduler: [['      endpoint.flush()\n      this.#noteRunQueue()\n', '      this.#noteRunQueue()\n']],
  },
  'who is offline takes part': {
    scheduler: [['const alone = this.#frozen || this.#handingOver.isOffline', 'const alone = this.#frozen']],
  },
  'who is frozen shares': {
    scheduler: [['    if (this.#frozen) return\n    if (this.#waking.hungry())', '    if (this.#waking.hungry())']],
  },
  'who is frozen sends those that are pinned elsewhere': {
    scheduler: [
      ['        if (this.#frozen) {\n          this.#delayed.push(task)\n          continue\n        }\n', ''],
    ],
  },
  'who was kept back while frozen is forgotten': {
    scheduler: [['    for (const task of this.#delayed.splice(0)) this.runQueue.push(task)\n', '']],
  },
  'pinned elsewhere is taken for pinned here': {
    scheduler: [
      ['if (task.home !== 0 && task.home !== this.id && task.stays === 0)', 'if (task.home !== 0 && task.home === 0)'],
    ],
  },
  'signals that come between bursts wait for ever': {
    scheduler: [
      ['    if (endpoint.hasMail()) endpoint.drain()\n    if (this.#unarmed', '    if (this.#unarmed'],
      [
        '      if (endpoint.hasMail()) endpoint.drain()\n      this.#fireTimers(now)\n      const alone',
        '      this.#fireTimers(now)\n      const alone',
      ],
    ],
  },
}

/** Changes that break nothing, and why. */
const SURVIVORS: Record<string, { why: string; mutations: SchedulerMutations }> = {
  'whoever can run follows, whoever sent last': {
    why: 'nothing depends on who moves; it costs a move that gains nothing',
    mutations: { following: [[' || this.#endpoint.lastFrom !== this.#partner', '']] },
  },
  'what follows is not flushed at once': {
    why: 'the turn flushes behind its slices',
    mutations: {
      'handing-over': [
        [
          '      this.#endpoint.push(task, to)\n    }\n    this.#endpoint.flush()\n',
          '      this.#endpoint.push(task, to)\n    }\n',
        ],
      ],
    },
  },
  'nothing is handed over between bursts': {
    why: 'who is hungry steals what has not started; the rest gets its turn where it is',
    mutations: { scheduler: [['      if (!fed) this.#handingOver.share(this.#pace.areLong)\n', '']] },
  },
}

describe('mutants of a scheduler', () => {
  for (const [name, mutations] of Object.entries(CAUGHT)) {
    it(`catches: ${name}`, () => expect(failureOf(schedulerSources(mutations))).toBeDefined())
  }
  for (const [name, { why, mutations }] of Object.entries(SURVIVORS)) {
    it(`does not mind: ${name} (${why})`, () => expect(failureOf(schedulerSources(mutations))).toBeUndefined())
  }
})
