import { describe, expect, it } from 'vitest'
import { explore, MORE_PREEMPTIONS, replay } from './explore.ts'
import { type Mutations, sourcesOf } from './moving-sources.ts'
import { type Actor, type Conduct, type Load, movingScenario } from './moving-world.ts'

/** Small, and each with its own danger. How many preemptions one can afford: each one more multiplies the runs by ten to thirty. */
const LOADS: Record<string, Load & { preemptions: number }> = {
  'the sender goes a long way round, and overtakes what it sent': {
    schedulers: 3,
    processes: {
      S: { at: 1, does: ['send U', 'send R', 'move 3', 'move 2', 'send R'] },
      R: { at: 2, does: [] },
      U: { at: 3, does: [] },
    },
    burst: 3,
    preemptions: 2,
  },
  'the sender goes round, and overtakes what comes by a port that has just been looked into': {
    schedulers: 3,
    processes: { S: { at: 1, does: ['send R', 'send R', 'move 3', 'move 2', 'send R'] }, R: { at: 2, does: [] } },
    preemptions: 2,
  },
  'the receiver moves away and back': {
    schedulers: 2,
    processes: { S: { at: 1, does: ['send R', 'send R', 'send R'] }, R: { at: 2, does: ['move 1', 'move 2'] } },
    preemptions: 2,
  },
  'the receiver moves on': {
    schedulers: 3,
    processes: { S: { at: 1, does: ['send R', 'send R'] }, R: { at: 2, does: ['move 3', 'move 1'] } },
    preemptions: 1,
  },
  'both move, and another one sends': {
    schedulers: 2,
    processes: {
      S: { at: 1, does: ['send R', 'move 2', 'send R'] },
      T: { at: 1, does: ['send R', 'send R'] },
      R: { at: 2, does: ['move 1'] },
    },
    preemptions: 2,
  },
  'a receiver that has not started is stolen': {
    schedulers: 3,
    processes: {
      S: { at: 3, does: ['send R', 'send R'] },
      L: { at: 1, does: ['send R', 'send R'] },
      R: { at: 1, does: [], unstarted: true },
    },
    deeds: { 1: ['publish'], 2: ['steal'] },
    preemptions: 1,
  },
  'it is stolen, or taken back, and gets signals from its own scheduler': {
    schedulers: 2,
    processes: {
      L: { at: 1, does: ['send R', 'send R'] },
      R: { at: 1, does: [], unstarted: true },
    },
    deeds: { 1: ['publish'], 2: ['steal'] },
    preemptions: 3,
  },
  'it is stolen, starts, and is pushed back before the news of the theft': {
    schedulers: 2,
    processes: {
      L: { at: 1, does: ['send R', 'send R'] },
      R: { at: 1, does: ['move 1', 'send L'], unstarted: true },
    },
    deeds: { 1: ['publish'], 2: ['steal'] },
    preemptions: 2,
  },
  'the receiver ends, and its slot is given again': {
    schedulers: 2,
    processes: {
      S: { at: 1, does: ['send R', 'send R'] },
      T: { at: 1, does: ['send N', 'send N'] },
      R: { at: 2, does: ['exit'] },
      X: { at: 2, does: ['spawn N'] },
    },
    preemptions: 2,
  },
  'the receiver ends with a hole among its tickets, and its slot is given again': {
    schedulers: 3,
    processes: {
      S: { at: 1, does: ['send R'] },
      T: { at: 3, does: ['send R', 'send N'] },
      R: { at: 2, does: ['rest', 'exit'] },
      X: { at: 2, does: ['rest', 'rest', 'spawn N'] },
    },
    preemptions: 2,
  },
  'the receiver ends, and its slot goes to another scheduler': {
    schedulers: 3,
    processes: {
      S: { at: 3, does: ['send R', 'send N'] },
      P: { at: 2, does: ['exit'] },
      R: { at: 2, does: ['exit'] },
      Q: { at: 2, does: ['exit'] },
      X: { at: 1, does: ['spawn N'] },
    },
    preemptions: 2,
  },
  'what the receiver needs is not loaded where it arrives': {
    schedulers: 2,
    processes: { S: { at: 1, does: ['send R', 'send R', 'send R'] }, R: { at: 1, does: ['move 2'] } },
    deeds: { 2: ['load'] },
    loadsAt: 2,
    preemptions: 2,
  },
}

function expectNoFailure(load: Load, preemptions: number): void {
  const make = movingScenario(sourcesOf<Actor>(), load)
  const { failure, runs } = explore(make, { preemptions: preemptions + MORE_PREEMPTIONS })
  if (failure !== undefined) expect.fail([failure.message, ...replay(make, failure.schedule)].join('\n'))
  expect(runs).toBeGreaterThan(50)
}

describe('processes that move, in every interleaving', () => {
  for (const [name, load] of Object.entries(LOADS)) {
    it(`lose no signal and keep the order: ${name}`, () => expectNoFailure(load, load.preemptions))
  }
})

interface Mutant extends Mutations {
  conduct?: Conduct
}

const CAUGHT: Record<string, Mutant> = {
  'signals carry no tickets: who gets one delivers it': {
    endpoint: [
      [
        'const signal = task.held?.take(task.expected)',
        'const signal = [...(task.held ?? [])][0]; if (signal) task.held.take(signal.ticket)',
      ],
      ['ticket === task.expected && task.held === null', 'task.held === null'],
    ],
  },
  'an old owner forwards to nobody': {
    endpoint: [['      this.#forward(state & OWNER_MASK, signal)\n', '']],
  },
  'an old owner delivers to its shell': {
    endpoint: [['return task.status === TaskStatus.published || ', 'return ']],
  },
  'a process that is arriving takes in signals': {
    endpoint: [[' || task.status === TaskStatus.arriving', '']],
  },
  'no note is taken of arrivals': { conduct: { noArrivals: true } },
  'signals that overtake their receiver are dropped': { endpoint: [['      early.add(signal)\n', '']] },
  'who adopts a process does not look for what came early': {
    endpoint: [['this.#early.get(slot) ?? shell', 'shell']],
  },
  'who adopts a process forgets what its own shell holds': {
    endpoint: [[' ?? shell?.held', '']],
  },
  'the new owner is stored after the process has been posted': {
    endpoint: [
      [
        `    Atomics.store(this.#rows, (slotOf(task.pid) << ROW_WORDS_SHIFT) + Row.state, to | ALIVE)
    this.#append(to, SignalKind.arrive, task.pid, 0)`,
        `    this.#append(to, SignalKind.arrive, task.pid, 0)
    this.flush()
    Atomics.store(this.#rows, (slotOf(task.pid) << ROW_WORDS_SHIFT) + Row.state, to | ALIVE)`,
      ],
    ],
  },
  'what was held does not follow a process that is pushed on': {
    endpoint: [['    this.#forwardHeld(task, to)\n', '']],
  },
  'what was held does not follow a stolen process': {
    endpoint: [['    this.#forwardHeld(task, owner)\n', '']],
  },
  'a late notice drops the record of a process that has come back': {
    endpoint: [
      ['    if (owner === this.index) return\n', ''],
      [' && task.status === TaskStatus.published) this', ') this'],
    ],
  },
  'a thief tells its victim before it has stored itself': {
    publishing: [
      [
        '      endpoint.adopt(pid, ',
        '      endpoint.tellStolen(victim, [pid])\n      endpoint.flush()\n      endpoint.adopt(pid, ',
      ],
      ['    endpoint.tellStolen(victim, pids)\n', ''],
    ],
  },
  'a thief tells nobody': { publishing: [['    endpoint.tellStolen(victim, pids)\n', '']] },
  'who takes back a process does not deliver what it held': {
    publishing: [
      ['this.#runQueue.unshift(task)\n      this.#endpoint.release(task)\n', 'this.#runQueue.unshift(task)\n'],
    ],
  },
  'a process that was published may be pushed to without a ticket': {
    publishing: [['    task.ticketed = true\n', '']],
    endpoint: [['    task.ticketed = true\n', '']],
  },
  'the expected ticket does not travel with the process': {
    endpoint: [['payload.u32(task.expected)', 'payload.u32(0)']],
  },
  'an exit counts nothing of what was held': {
    endpoint: [
      [
        '        Atomics.add(this.#rows, row + Row.delivered, 1)\n        this.#deliverDead(signal)\n      }\n      task.held',
        '        this.#deliverDead(signal)\n      }\n      task.held',
      ],
    ],
  },
  'a signal to a slot where nobody lives is not counted': {
    endpoint: [
      [
        '      Atomics.add(this.#rows, row + Row.delivered, 1)\n      this.#deliverDead(signal)\n    }\n  }',
        '      this.#deliverDead(signal)\n    }\n  }',
      ],
    ],
  },
  'a slot is given while tickets are on their way': {
    slots: [['return this.#rows[row + Row.issued] === this.#rows[row + Row.delivered]', 'return row >= 0']],
  },
  'a successor takes the signals of the process before it': {
    endpoint: [['      if (signal.pid !== task.pid) {', '      if (signal.pid === 0) {']],
  },
  'a slot that changes hands keeps its old owner': {
    slots: [['    Atomics.store(this.#rows, (slot << ROW_WORDS_SHIFT) + Row.state, this.#endpoint)\n', '']],
  },
}

/** Changes that break nothing, and why. */
const SURVIVORS: Record<string, Mutant & { why: string }> = {
  'the ticket is taken after the owner has been looked up': {
    why: 'every hop forwards to whoever is the owner by then, and a sender takes in nothing between the two steps',
    endpoint: [
      [
        `    const ticket = Atomics.add(this.#rows, (slot << ROW_WORDS_SHIFT) + Row.issued, 1)
    const owner = this.ownerOf(pid)`,
        `    const owner = this.ownerOf(pid)
    const ticket = Atomics.add(this.#rows, (slot << ROW_WORDS_SHIFT) + Row.issued, 1)`,
      ],
    ],
  },
  'the status says published only after the push to the ring': {
    why: 'nobody but its own scheduler looks at a status, and that one does nothing in between',
    publishing: [
      ['    task.status = TaskStatus.published\n', ''],
      [
        '      this.#published = true\n      return true',
        '      this.#published = true\n      task.status = TaskStatus.published\n      return true',
      ],
    ],
  },
  'a process that is pushed is forgotten after the new owner has been stored': {
    why: 'a table is private, and its scheduler looks into it no sooner',
    endpoint: [
      [
        '    this.forget(task)\n    Atomics.store(this.#rows, (slotOf(task.pid) << ROW_WORDS_SHIFT) + Row.state, to | ALIVE)',
        '    Atomics.store(this.#rows, (slotOf(task.pid) << ROW_WORDS_SHIFT) + Row.state, to | ALIVE)\n    this.forget(task)',
      ],
    ],
  },
  'who adopts a process stores itself before the record is in its table': {
    why: 'the same: a signal that comes at once waits in the port',
    endpoint: [
      [
        '    this.table.set(task)\n    // The record is there before anybody can be told that it is.\n    Atomics.store(this.#rows, (slot << ROW_WORDS_SHIFT) + Row.state, this.index | ALIVE)',
        '    Atomics.store(this.#rows, (slot << ROW_WORDS_SHIFT) + Row.state, this.index | ALIVE)\n    this.table.set(task)',
      ],
    ],
  },
  'a new process expects the ticket that was issued last': {
    why: 'what comes after its turn is delivered at once, which the recovery from a death needs; before, this was caught',
    endpoint: [['ROW_WORDS_SHIFT) + Row.delivered] as number', 'ROW_WORDS_SHIFT) + Row.issued] as number']],
  },
}

/** The first load in which the mutant fails, looked for with few preemptions before many. */
function findFailure({ conduct, ...mutations }: Mutant, most: number): string | undefined {
  const sources = sourcesOf<Actor>(mutations)
  for (let preemptions = 0; preemptions <= most; preemptions++)
    for (const [name, load] of Object.entries(LOADS)) {
      if (preemptions > load.preemptions) continue
      const { failure } = explore(movingScenario(sources, load, conduct), { preemptions })
      if (failure !== undefined) return `${name}: ${failure.message}`
    }
  return undefined
}

describe('mutants of the protocol', () => {
  for (const [name, mutant] of Object.entries(CAUGHT)) {
    it(`catches: ${name}`, () => {
      expect(findFailure(mutant, 2)).toBeDefined()
    })
  }

  for (const [name, { why, ...mutant }] of Object.entries(SURVIVORS)) {
    it(`does not mind: ${name} (${why})`, () => {
      expect(findFailure(mutant, 1 + MORE_PREEMPTIONS)).toBeUndefined()
    })
  }
})
