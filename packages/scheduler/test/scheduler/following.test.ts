import * as fc from 'fast-check'
import { expect } from 'vitest'
import type { Endpoint } from '../../src/endpoint/endpoint.ts'
import type { Following } from '../../src/scheduler/following.ts'
import type { HandingOver } from '../../src/scheduler/handing-over.ts'
import { Header, Statistic } from '../../src/shared/layout.ts'
import { SharedMemory } from '../../src/shared/memory.ts'
import type { Task } from '../../src/task.ts'
import type { Mutation } from '../explore/instrument.ts'
import { describeStatements } from './statements.ts'

type Make = (id: number, endpoint: Endpoint<Task>, handingOver: HandingOver<Task>) => Following<Task>

/** One scheduler's following, with what it looks at; `went` is where it has sent what can run. */
class Talker {
  readonly went: number[] = []
  readonly receivedFrom = new Float64Array(4)
  readonly following: Following<Task>
  lastFrom = -1

  constructor(make: Make, memory: SharedMemory, id: number) {
    const { receivedFrom } = this
    const endpoint = {
      memory,
      receivedFrom,
      get lastFrom() {
        return self.lastFrom
      },
    }
    const self = this
    this.following = make(
      id,
      endpoint as unknown as Endpoint<Task>,
      { follow: (to: number) => this.went.push(to) } as unknown as HandingOver<Task>,
    )
  }

  /** A burst that mail from `other` has called for. */
  hear(other: number, signals = 1, busy = 0.001): void {
    this.receivedFrom[other] = (this.receivedFrom[other] as number) + signals
    this.lastFrom = other
    this.following.note(true, busy)
  }

  talkWith(other: number): void {
    for (let i = 0; i < 12; i++) this.hear(other)
  }
}

function memoryOf(online: number, queues: readonly number[] = []): SharedMemory {
  const memory = SharedMemory.create({ schedulers: 3, processLimit: 1024, ringCapacity: 4, ringPayloadBytes: 64 })
  memory.control[Header.schedulersOnline] = online
  queues.forEach((length, i) => {
    memory.statistics[memory.layout.statistic(i + 1, Statistic.runQueue)] = length
  })
  return memory
}

/** What must hold of those who talk across schedulers; each throws if it does not. */
const STATEMENTS: Record<string, (make: Make) => void> = {
  'they go to the lower number, once they have talked for a while': (make) => {
    const two = new Talker(make, memoryOf(3), 2)
    two.following.follow(1)
    two.hear(1)
    two.following.follow(1)
    expect(two.went).toEqual([])
    two.talkWith(1)
    two.following.follow(1)
    expect(two.went).toEqual([1])
  },
  'a single look says nothing, two with the same partner do': (make) => {
    const three = new Talker(make, memoryOf(3), 3)
    for (const partner of [1, 2]) {
      for (const went of [[], [partner]]) {
        three.went.length = 0
        for (let i = 0; i < 4; i++) three.hear(partner)
        three.following.follow(1)
        expect(three.went).toEqual(went)
      }
    }
  },
  'they never go both to each other, whatever the queues, if both see the same figures': (make) =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (here, there) => {
        const memory = memoryOf(3, [here, there])
        const [one, two] = [new Talker(make, memory, 1), new Talker(make, memory, 2)]
        one.talkWith(2)
        two.talkWith(1)
        one.following.follow(here)
        two.following.follow(there)
        expect(one.went.length + two.went.length).toBeLessThanOrEqual(1)
      }),
    ),
  'they go up to a number only where nearly all are': (make) => {
    const few = new Talker(make, memoryOf(3, [0, 20]), 1)
    const many = new Talker(make, memoryOf(3, [0, 200]), 1)
    for (const talker of [few, many]) {
      talker.talkWith(2)
      talker.following.follow(10)
    }
    expect([few.went, many.went]).toEqual([[], [2]])
  },
  'they stay once the talk is over': (make) => {
    const silent = new Talker(make, memoryOf(3), 2)
    silent.talkWith(1)
    for (let i = 0; i < 3; i++) silent.following.note(false, 2)
    silent.following.follow(1)
    const quiet = new Talker(make, memoryOf(3), 2)
    for (let i = 0; i < 3; i++) quiet.hear(1, 10_000, 1)
    for (let i = 0; i < 3; i++) quiet.hear(1, 1, 2)
    quiet.following.follow(1)
    expect([silent.went, quiet.went]).toEqual([[], []])
  },
  'they stay where slices take longer than the signals cost': (make) => {
    const two = new Talker(make, memoryOf(3), 2)
    for (let i = 0; i < 40; i++) two.hear(1, 1, 0.5)
    two.following.follow(1)
    expect(two.went).toEqual([])
  },
  'they stay where they would wait for long': (make) => {
    const memory = memoryOf(3, [1000, 0])
    memory.statistics[memory.layout.statistic(1, Statistic.averageSlice)] = 0.01
    const busy = new Talker(make, memory, 2)
    busy.talkWith(1)
    busy.following.follow(1)
    expect(busy.went).toEqual([])
  },
  'those stay that somebody else has called': (make) => {
    const two = new Talker(make, memoryOf(3), 2)
    two.talkWith(1)
    two.lastFrom = 3
    two.following.follow(1)
    expect(two.went).toEqual([])
  },
  'S66 they never go to a scheduler that is offline, which would send them back for ever': (make) => {
    const talkers = [3, 2].map((online) => new Talker(make, memoryOf(online, [0, 0, 100]), 1))
    for (const talker of talkers) {
      talker.talkWith(3)
      talker.following.follow(1)
    }
    expect(talkers.map(({ went }) => went)).toEqual([[3], []])
  },
  'they never go to the main thread, and what it sends hides nobody': (make) => {
    const one = new Talker(make, memoryOf(3), 1)
    one.talkWith(0)
    one.following.follow(1)
    expect(one.went).toEqual([])
    const two = new Talker(make, memoryOf(3), 2)
    for (let i = 0; i < 12; i++) {
      two.hear(0, 5)
      two.hear(1)
    }
    two.following.follow(1)
    expect(two.went).toEqual([1])
  },
}

const CAUGHT: Record<string, Mutation> = {
  'nobody follows': [
    ['if (this.#goesTo(this.#partner, waiting)) ', 'if (this.#goesTo(this.#partner, waiting) && waiting < 0) '],
  ],
  'both of a pair go to the other one': [
    [
      'return other < this.#id ? waiting <= MUCH_LONGER * there + SOME : there > MUCH_LONGER * waiting + SOME',
      'return there >= 0',
    ],
  ],
  'neither goes up to a number, wherever all are': [[' : there > MUCH_LONGER * waiting + SOME', ' : false']],
  'whoever is offline is followed': [
    [
      '    if (other > (control[Header.schedulersOnline] as number)) return false\n',
      '    if (control.length === 0) return false\n',
    ],
  ],
  'one look is enough': [['this.#talks < TALKS || ', 'this.#talks < 1 || ']],
  'a new partner counts as the last one did': [['partner === this.#partner ? this.#talks + 1 : 1', 'this.#talks + 1']],
  'a talk is never over': [
    ['if (partner === 0 || cost <= this.#busy / 2) this.#talks = 0\n', 'if (cost < 0) this.#talks = 0\n'],
  ],
  'signals count again at each look': [['      this.#seen[other] = received\n', '']],
  'times with nothing to do are not counted': [['    if (called) this.#calls++\n', '']],
  'the main thread counts as a partner': [['let other = 1;', 'let other = 0;']],
  'whoever has called does not matter': [[' || this.#endpoint.lastFrom !== this.#partner', '']],
  'the wait for a turn does not matter': [
    ['    if (there * average > SHORT_WAIT_MILLISECONDS) return false\n', '    if (average < 0) return false\n'],
  ],
}

describeStatements('Following', STATEMENTS, CAUGHT)
