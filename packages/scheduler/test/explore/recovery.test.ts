import { describe, expect, it } from 'vitest'
import { explore, MORE_PREEMPTIONS, replay } from './explore.ts'
import type { Actor } from './moving-world.ts'
import { type RecoveryMutations, type RecoverySources, recoverySources } from './recovery-sources.ts'
import { type Conduct, type Load, recoveryScenario } from './recovery-world.ts'

/** Each has its own danger. */
const LOADS: Record<string, Load> = {
  'senders and receivers on all three': {
    processes: {
      S: { at: 1, does: ['send R', 'send M', 'send R'] },
      M: { at: 2, does: ['send R', 'send R'] },
      R: { at: 3, does: [] },
    },
  },
  'a receiver that moves on between two that live, by way of the one that dies': {
    processes: {
      S: { at: 1, does: ['send R', 'send R', 'send R'] },
      R: { at: 3, does: ['move 1', 'move 2', 'move 3'] },
    },
  },
  'a receiver that moves on between two that live': {
    processes: {
      S: { at: 1, does: ['send R', 'rest', 'send R', 'send R'] },
      T: { at: 2, does: ['send R', 'send R'] },
      R: { at: 3, does: ['rest', 'move 1', 'move 3'] },
    },
  },
  'one that has not started is stolen by the one that dies': {
    processes: {
      S: { at: 3, does: ['send R', 'send R'] },
      R: { at: 1, does: [], unstarted: true },
      L: { at: 1, does: ['send R'] },
    },
    deeds: { 1: ['publish'], 2: ['steal'] },
  },
  'processes start on the one that dies, and go there': {
    processes: {
      S: { at: 1, does: ['start A 2', 'start B 2', 'rest', 'start C 2'] },
      T: { at: 3, does: ['rest', 'move 2'] },
    },
  },
  'processes start on the successor, and end there, before all have buried the dead': {
    processes: {
      S: { at: 1, does: ['rest', 'start A 2 exit', 'rest', 'start B 2 exit'] },
      M: { at: 2, does: ['rest', 'rest', 'rest'] },
      T: { at: 3, does: ['rest', 'rest', 'rest', 'rest', 'rest', 'rest'] },
    },
  },
  'processes end there, and free slots had been offered': {
    processes: {
      E: { at: 2, does: ['exit'] },
      F: { at: 2, does: ['rest', 'exit'] },
      S: { at: 1, does: ['send E', 'send F'] },
    },
    offered: 1,
  },
  'a receiver ends before what the dead one has for it': {
    processes: {
      M: { at: 2, does: ['send R', 'send R'] },
      R: { at: 3, does: ['rest', 'exit'] },
    },
  },
  'a sender goes just before, and has sent to all in the same burst': {
    processes: {
      S: { at: 2, does: ['send V', 'send R', 'move 1', 'send R'] },
      T: { at: 2, does: ['send R', 'send V', 'move 3', 'send V'] },
      R: { at: 3, does: [] },
      V: { at: 1, does: [] },
    },
    burst: 8,
  },
  'the successor dies, too': {
    processes: {
      S: { at: 1, does: ['send M', 'start A 2'] },
      M: { at: 2, does: ['exit'] },
      N: { at: 2, does: ['move 3'] },
    },
    again: 12,
  },
}

/** With one preemption, too, at each so manieth moment of the death; all of all loads with MULTIBEAM_MORE_PREEMPTIONS=1. */
const DEEPEST: Readonly<Record<string, number>> = {
  'a receiver that moves on between two that live': 7,
  'one that has not started is stolen by the one that dies': 3,
}

const MOST_DEATHS = 200
interface Found {
  runs: number
  failure?: { at: number; message: string; told: string[] }
}

/** Goes through all moments of the death, up to the first failure. `most`: preemptions at some of them. */
function findFailure(name: string, most: number, sources: RecoverySources<Actor>, conduct: Conduct = {}): Found {
  const load = LOADS[name] as Load
  let runs = 0
  for (let preemptions = 0; preemptions <= most; preemptions++) {
    for (let at = 0; at < MOST_DEATHS; at++) {
      if (preemptions > MORE_PREEMPTIONS && at % (DEEPEST[name] ?? 1) !== 0) continue
      const died: { inFirst: boolean | undefined } = { inFirst: undefined }
      const make = recoveryScenario(sources, load, at, died, conduct)
      const result = explore(make, { preemptions, inTurn: true })
      runs += result.runs
      if (result.failure !== undefined) {
        const { message, schedule } = result.failure
        return { runs, failure: { at, message, told: replay(make, schedule) } }
      }
      if (died.inFirst === false) break
    }
  }
  return { runs }
}

const whole = recoverySources<Actor>()

describe('the death of a scheduler, at each of its steps', () => {
  for (const name of Object.keys(LOADS)) {
    it(`S100 loses nothing of those that live on, nor counts anybody twice: ${name}`, () => {
      const { failure, runs } = findFailure(name, name in DEEPEST ? 1 : MORE_PREEMPTIONS, whole)
      if (failure !== undefined) {
        expect.fail([`death before step ${failure.at}`, failure.message, ...failure.told].join('\n'))
      }
      expect(runs).toBeGreaterThan(5)
    })
  }
})

interface Mutant extends RecoveryMutations {
  conduct?: Conduct
}

const CAUGHT: Record<string, Mutant> = {
  'a process goes before what it has sent': { endpoint: [['    if (!isNew) this.#flushOthers(to)\n', '']] },
  'what starts on the dead scheduler leaves while the others agree': { conduct: { startsWhileFrozen: true } },
  'processes move while the others agree': { conduct: { movesWhileFrozen: true } },
  'lost tickets are waited for': { losses: [['if (task !== undefined) endpoint.loseUpTo(task, end)', '']] },
  'lost signals to a slot where nobody lives are not counted': {
    losses: [['        Atomics.store(rows, row + Row.delivered, end)\n', '']],
  },
  'nobody tells of processes that were on their way': {
    losses: [['if (endpoint.table.at(slot)?.pid !== pid) orphans.push(pid)', '']],
  },
  'what a thief had claimed when it died is not taken back': { survivor: [['    this.#mourner.revive()\n', '']] },
  'a survivor goes on by the old way': {
    survivor: [['    this.#endpoint.replaceLink(dead, this.#mourner.linkTo(dead, extra))\n', '']],
  },
  'a survivor never thaws': { survivor: [['if (next === undefined) this.#mourner.thaw()', '']] },
  'the successor does not take over the slots': {
    survivor: [['    for (const slot of slots) this.#endpoint.reclaim(slot)\n', '']],
  },
  'the slot of one that never came is not free': {
    endpoint: [['    this.reclaim(slot)\n', '    Atomics.load(this.#rows, slot)\n']],
  },
  'only those that live are taken for gone': {
    casualties: [['if ((state & ALIVE) === 0 && ', 'if ((state & ALIVE) !== 0 && ']],
  },
  'the rows of the dead stay as they are': {
    coordinator: [['      this.#markDead(slot, recovery.dead)\n', '']],
  },
  'the names of the dead are not free': { coordinator: [['    this.#names.releaseAll(gone)\n', '']] },
  'the dead are buried before all have settled': {
    coordinator: [['if (!all(survivors, settled)) return', '']],
  },
  "free slots of the dead are nobody's": {
    coordinator: [['slots: this.#freeSlots(dead)', 'slots: []']],
  },
  'slots that had been offered to others are given twice': {
    coordinator: [['this.#slotsIn(dead).filter((slot) => !offered.has(slot))', 'this.#slotsIn(dead) ?? offered']],
  },
}

/** The first load in which the mutant fails. */
function firstFailure({ conduct, ...mutations }: Mutant): string | undefined {
  const sources = recoverySources<Actor>(mutations)
  for (const most of [0, 1]) {
    for (const name of Object.keys(LOADS)) {
      if (most === 1 && !(name in DEEPEST)) continue
      const { failure } = findFailure(name, most, sources, conduct)
      if (failure !== undefined) return `${name}: ${failure.message}`
    }
  }
  return undefined
}

describe('mutants of the recovery', () => {
  for (const [name, mutant] of Object.entries(CAUGHT)) {
    it(`catches: ${name}`, () => {
      expect(firstFailure(mutant)).toBeDefined()
    })
  }
})
