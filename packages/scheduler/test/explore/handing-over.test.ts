import { describe, expect, it } from 'vitest'
import { explore, MORE_PREEMPTIONS, replay } from './explore.ts'
import { type Mutations, sourcesOf } from './moving-sources.ts'
import { type Actor, type Load, movingScenario } from './moving-world.ts'

/** Small, and each with its own danger. */
const LOADS: Record<string, Load> = {
  'work is shared with a scheduler that sleeps': {
    schedulers: 2,
    processes: {
      S: { at: 1, does: ['send R', 'send R'] },
      R: { at: 1, does: ['send S'] },
      T: { at: 1, does: ['send R'] },
      K: { at: 1, does: ['send R'], kept: true },
    },
    deeds: { 1: ['share'] },
    sleepers: [2],
  },
  'nobody sleeps any more when work is to be shared': {
    schedulers: 2,
    processes: { S: { at: 1, does: ['send R', 'send R'] }, R: { at: 1, does: ['send S'] } },
    deeds: { 1: ['share'] },
  },
  'none of those that could be shared can leave': {
    schedulers: 2,
    processes: { K: { at: 1, does: ['send L'], kept: true }, L: { at: 1, does: ['send K'], kept: true } },
    deeds: { 1: ['share'] },
    sleepers: [2],
  },
  'one of those to be shared has ended, one has not started, one is pinned': {
    schedulers: 2,
    processes: {
      G: { at: 1, does: [], gone: true },
      U: { at: 1, does: ['send P'], unstarted: true },
      P: { at: 1, does: ['send U'], pinned: true },
      S: { at: 1, does: ['send P', 'send U'] },
    },
    deeds: { 1: ['share', 'share'] },
    sleepers: [2, 2],
  },
  'a scheduler goes offline, whose published processes are stolen meanwhile': {
    schedulers: 2,
    processes: {
      U: { at: 2, does: ['send S'], unstarted: true },
      V: { at: 2, does: ['send U'], unstarted: true },
      G: { at: 2, does: [], gone: true },
      P: { at: 2, does: ['send U'], pinned: true },
      K: { at: 2, does: ['send S'], kept: true },
      S: { at: 1, does: ['send U'] },
    },
    deeds: { 2: ['publish', 'evacuate'], 1: ['steal'] },
    online: 1,
  },
  'a scheduler goes offline with one that has not started': {
    schedulers: 2,
    processes: {
      U: { at: 2, does: ['send S'], unstarted: true },
      S: { at: 2, does: ['send U'] },
    },
    deeds: { 2: ['evacuate'] },
    online: 1,
  },
  'what is called from elsewhere follows the caller': {
    schedulers: 2,
    processes: {
      S: { at: 1, does: ['send R', 'send R'] },
      R: { at: 2, does: ['send S', 'send S'] },
      K: { at: 2, does: ['send S'], kept: true },
    },
    deeds: { 2: ['rest', 'follow'] },
  },
}

function findFailure(name: string, load: Load, preemptions: number, mutations: Mutations = {}): string | undefined {
  const make = movingScenario(sourcesOf<Actor>(mutations), load)
  const { failure } = explore(make, { preemptions })
  return failure === undefined ? undefined : [name, failure.message, ...replay(make, failure.schedule)].join('\n')
}

describe('processes that are handed over, in every interleaving', () => {
  for (const [name, load] of Object.entries(LOADS)) {
    it(`lose no signal and keep the order: ${name}`, () => {
      expect(findFailure(name, load, 1 + MORE_PREEMPTIONS)).toBeUndefined()
    })
  }
})

/** Changes of handing-over.ts that must be noticed. */
const CAUGHT: Record<string, Mutations> = {
  'a sleeper is claimed before anything is found for it': {
    handingOver: [
      ['    let sleeper = 0\n    for', '    let sleeper = this.#waking.claimSleeper()\n    for'],
      ['      if (sleeper === 0) sleeper = this.#waking.claimSleeper()\n', ''],
    ],
  },
  'what finds no sleeper is not put back': {
    handingOver: [['        this.#runQueue.unshift(task)\n        break\n', '        break\n']],
  },
  'what cannot leave is not put back': {
    handingOver: [['      // Keeps its place; it is not wanted any more.\n      this.#runQueue.unshift(task)\n', '']],
  },
  'one that has ended is handed over': {
    handingOver: [[' && task.status === TaskStatus.runnable', '']],
  },
  'one that has not started is handed over, and still counted': { handingOver: [['!task.movable && ', '']] },
  'one that is pinned is handed over': { handingOver: [['task.home === 0 && ', '']] },
  'an evacuation leaves what is published': { handingOver: [['    while (this.#publishing.unpublish());\n', '']] },
  'an evacuation forgets to count': {
    handingOver: [['      if (task.movable) this.#publishing.movable--\n', '']],
  },
  'an evacuation sends those that have ended': {
    handingOver: [['      if (task.status === TaskStatus.exited) continue\n      task.movable', '      task.movable']],
  },
  'an evacuation sends those that are pinned': { handingOver: [['task.home === this.#id || ', '']] },
  'an evacuation drops what cannot leave': {
    handingOver: [['    for (const task of kept) this.#runQueue.push(task)\n', '']],
  },
}

/** Changes that break nothing, and why. */
const SURVIVORS: Record<string, { why: string; mutations: Mutations }> = {
  'what is shared is not flushed at once': {
    why: 'the scheduler flushes at the end of its burst; the sleeper only wakes later',
    mutations: { handingOver: [['    if (sleeper !== 0) this.#endpoint.flush()\n', '']] },
  },
  'more than half is shared': {
    why: 'nothing depends on how much moves; the next look balances it',
    mutations: { handingOver: [['Math.min(this.#runQueue.length >> 1, HAND_OVER_AT_ONCE)', 'this.#runQueue.length']] },
  },
}

function firstFailure(mutations: Mutations, most: number): string | undefined {
  for (let preemptions = 0; preemptions <= most; preemptions++) {
    for (const [name, load] of Object.entries(LOADS)) {
      const failure = findFailure(name, load, preemptions, mutations)
      if (failure !== undefined) return failure
    }
  }
  return undefined
}

describe('mutants of handing over', () => {
  for (const [name, mutations] of Object.entries(CAUGHT)) {
    it(`catches: ${name}`, () => {
      expect(firstFailure(mutations, 1)).toBeDefined()
    })
  }
  for (const [name, { why, mutations }] of Object.entries(SURVIVORS)) {
    it(`does not mind: ${name} (${why})`, () => {
      expect(firstFailure(mutations, MORE_PREEMPTIONS)).toBeUndefined()
    })
  }
})
