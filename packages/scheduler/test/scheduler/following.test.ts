import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Endpoint } from '../../src/endpoint/endpoint.ts'
import { Following } from '../../src/scheduler/following.ts'
import type { HandingOver } from '../../src/scheduler/handing-over.ts'
import { Header, Statistic } from '../../src/shared/layout.ts'
import { SharedMemory } from '../../src/shared/memory.ts'
import type { Task } from '../../src/task.ts'

/** One scheduler's following, with what it looks at; `went` is where it has sent what can run. */
class Talker {
  readonly went: number[] = []
  readonly receivedFrom = new Float64Array(4)
  readonly following: Following<Task>
  lastFrom = -1

  constructor(memory: SharedMemory, id: number) {
    const { receivedFrom } = this
    const endpoint = {
      memory,
      receivedFrom,
      get lastFrom() {
        return self.lastFrom
      },
    }
    const self = this
    this.following = new Following(
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

describe('those who talk across schedulers', () => {
  it('go to the lower number, once they have talked for a while', () => {
    const two = new Talker(memoryOf(3), 2)
    two.following.follow(1)
    two.hear(1)
    two.following.follow(1)
    expect(two.went).toEqual([])
    two.talkWith(1)
    two.following.follow(1)
    expect(two.went).toEqual([1])
  })

  it('never go both to each other, whatever the queues, if both see the same figures', () =>
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 500 }), fc.integer({ min: 1, max: 500 }), (here, there) => {
        const memory = memoryOf(3, [here, there])
        const [one, two] = [new Talker(memory, 1), new Talker(memory, 2)]
        one.talkWith(2)
        two.talkWith(1)
        one.following.follow(here)
        two.following.follow(there)
        expect(one.went.length + two.went.length).toBeLessThanOrEqual(1)
      }),
    ))

  it('stay once the talk is over', () => {
    const two = new Talker(memoryOf(3), 2)
    two.talkWith(1)
    for (let i = 0; i < 3; i++) two.following.note(false, 2)
    two.following.follow(1)
    expect(two.went).toEqual([])
  })

  it('stay where slices take longer than the signals cost', () => {
    const two = new Talker(memoryOf(3), 2)
    for (let i = 0; i < 40; i++) two.hear(1, 1, 0.5)
    two.following.follow(1)
    expect(two.went).toEqual([])
  })

  it('stay where they would wait for long, and where others were called by somebody else', () => {
    const memory = memoryOf(3, [1000, 0])
    memory.statistics[memory.layout.statistic(1, Statistic.averageSlice)] = 0.01
    const busy = new Talker(memory, 2)
    busy.talkWith(1)
    busy.following.follow(1)
    expect(busy.went).toEqual([])
    const two = new Talker(memoryOf(3), 2)
    two.talkWith(1)
    two.lastFrom = 3
    two.following.follow(1)
    expect(two.went).toEqual([])
  })

  it('S66 never go to a scheduler that is offline, which would send them back for ever', () => {
    const [online, offline] = [3, 2].map((count) => new Talker(memoryOf(count, [0, 0, 100]), 1)) as [Talker, Talker]
    for (const talker of [online, offline]) {
      talker.talkWith(3)
      talker.following.follow(1)
    }
    expect(online.went).toEqual([3])
    expect(offline.went).toEqual([])
  })

  it('never go to the main thread', () => {
    const one = new Talker(memoryOf(3), 1)
    one.talkWith(0)
    one.following.follow(1)
    expect(one.went).toEqual([])
  })
})
