import { describe, expect, it } from 'vitest'
import type { PublicRing, RingPlace } from '../../src/queue/public-ring.ts'
import { StolenBatch } from '../../src/queue/stolen-batch.ts'
import { explore, MORE_PREEMPTIONS, type Options, replay, type Scenario, type Step, type Thread } from './explore.ts'
import { type Instrumented, instrument, type Mutation } from './instrument.ts'

const SOURCE = new URL('../../src/queue/public-ring.ts', import.meta.url)

type Ring = Instrumented<PublicRing, 'push' | 'pop' | 'steal' | 'size'>
type RingClass = new (...parameters: ConstructorParameters<typeof PublicRing>) => Ring

const CAPACITY = 4
const ENTRY_WORDS = 3
const PLACE: RingPlace = { head: 0, tail: 1, entries: 2, capacity: CAPACITY, entryWords: ENTRY_WORDS }

/** Counters begin here, so that every run also crosses the wrap from 2^31 - 1 to -2^31. */
const FIRST_INDEX = 2 ** 31 - 3

/** Each slot number has its own payload, of one or two bytes. */
function payloadOf(slot: number): number[] {
  return slot % 2 === 0 ? [slot] : [slot, slot + 100]
}

interface Load {
  /** Entries in the ring when the threads start. */
  filled: number
  /** What the owner does then: + pushes the next slot number, - pops. */
  owner: string
  thieves: number
  /** The limit a thief gives. */
  most?: number
}

/** Runs a generator to its end with nobody in between. */
function alone<R>(generator: Generator<Step, R, undefined>): R {
  for (;;) {
    const { done, value } = generator.next()
    if (done) return value
  }
}

function scenario(RingOfSource: RingClass, load: Load): () => Scenario {
  return () => {
    const words = new Int32Array(2 + CAPACITY * ENTRY_WORDS)
    words[PLACE.head] = words[PLACE.tail] = FIRST_INDEX
    const ring = new RingOfSource(words, new Uint8Array(words.buffer), PLACE)
    const taken: number[][] = []
    const problems: string[] = []
    const refused: number[] = []
    let pushed = 0

    function* push(): Generator<Step, void, undefined> {
      const slot = ++pushed
      const payload = Uint8Array.from(payloadOf(slot))
      if (!(yield* ring.push(slot, payload, payload.length))) refused.push(slot)
    }
    function* owner(): Thread {
      const popped: number[] = []
      taken.push(popped)
      for (const action of load.owner) {
        if (action === '+') yield* push()
        else {
          const slot = yield* ring.pop()
          if (slot >= 0) popped.push(slot)
        }
      }
    }
    function* thief(): Thread {
      const batch = new StolenBatch(CAPACITY, ENTRY_WORDS)
      const count = yield* ring.steal(batch, load.most ?? CAPACITY)
      if (count !== batch.count) problems.push(`steal returned ${count}, the batch holds ${batch.count}`)
      if (count > 0 && batch.lostRace) problems.push('a race was won and lost')
      const stolen = Array.from(batch.slots.subarray(0, count))
      taken.push(stolen)
      stolen.forEach((slot, index) => {
        const offset = batch.offsets[index] as number
        const payload = Array.from(batch.bytes.subarray(offset, offset + (batch.lengths[index] as number)))
        if (payload.join() !== payloadOf(slot).join()) problems.push(`slot ${slot} came with payload ${payload}`)
      })
    }

    for (let entry = 0; entry < load.filled; entry++) alone(push())
    const threads: Record<string, Thread> = { owner: owner() }
    for (let index = 1; index <= load.thieves; index++) threads[`thief ${index}`] = thief()
    return {
      threads,
      check() {
        const left: number[] = []
        for (let slot = alone(ring.pop()); slot >= 0; slot = alone(ring.pop())) left.push(slot)
        const all = [...taken.flat(), ...refused, ...left].sort((a, b) => a - b)
        if (all.join() !== Array.from({ length: pushed }, (_, index) => index + 1).join())
          problems.push(`pushed ${pushed}, but popped, stolen, refused and left are ${all.join()}`)
        for (const slots of [...taken, left])
          if (slots.some((slot, index) => slot <= (slots[index - 1] ?? 0))) problems.push(`out of order: ${slots}`)
        return problems[0]
      },
    }
  }
}

/** At capacity 4 these fill, empty and overwrite the ring while both thieves copy. */
const LOADS: Record<string, Load> = {
  'the owner refills a full ring': { filled: 4, owner: '-+-++', thieves: 2 },
  'the owner drains': { filled: 3, owner: '+---', thieves: 2 },
  'the ring is empty at first': { filled: 0, owner: '++-+', thieves: 2 },
  'thieves take one each': { filled: 4, owner: '-++', thieves: 2, most: 1 },
}

function ringOf(mutation: Mutation = []): RingClass {
  return instrument<{ PublicRing: RingClass }>(SOURCE, mutation).PublicRing
}

/** The first load in which the mutant fails, with what went wrong. */
function findFailure(mutation: Mutation, options: Options): { load: string; message: string } | undefined {
  for (const [load, value] of Object.entries(LOADS)) {
    const { failure } = explore(scenario(ringOf(mutation), value), options)
    if (failure !== undefined) return { load, message: failure.message }
  }
  return undefined
}

describe('the public ring, in every interleaving of an owner and two thieves', () => {
  for (const [name, load] of Object.entries(LOADS)) {
    it(`loses, doubles and mixes up nothing when ${name}`, () => {
      const make = scenario(ringOf(), load)
      const { failure, runs } = explore(make, { preemptions: 2 + MORE_PREEMPTIONS })
      if (failure !== undefined) expect.fail([failure.message, ...replay(make, failure.schedule)].join('\n'))
      expect(runs).toBeGreaterThan(100)
    })
  }
})

const CAUGHT: Record<string, Mutation> = {
  'claim, then copy': [
    [
      'const count = Math.min(size - (size >> 1), limit)',
      `const count = Math.min(size - (size >> 1), limit)
       if (Atomics.compareExchange(words, this.head, head, (head + count) | 0) !== head) continue`,
    ],
    ['if (Atomics.compareExchange(words, this.head, head, (head + count) | 0) === head) {', '{'],
  ],
  'publish the tail before the entry': [
    [
      'words[entry + SLOT] = slot',
      `Atomics.store(words, this.tail, (tail + 1) | 0)
       words[entry + SLOT] = slot`,
    ],
    ['    Atomics.store(words, this.tail, (tail + 1) | 0)\n    return true', '    return true'],
  ],
  'steal by store instead of compare-and-exchange': [
    [
      'if (Atomics.compareExchange(words, this.head, head, (head + count) | 0) === head) {',
      'Atomics.store(words, this.head, (head + count) | 0); {',
    ],
  ],
  'pop by store instead of compare-and-exchange': [
    [
      'if (Atomics.compareExchange(words, this.head, head, (head + 1) | 0) === head) return slot',
      'Atomics.store(words, this.head, (head + 1) | 0); return slot',
    ],
  ],
  'push into a full ring': [['>= this.capacity) return false', '> this.capacity) return false']],
  'compare counters without wrapping': [
    ['if (((tail - head) | 0) >= this.capacity) return false', 'if (tail - head >= this.capacity) return false'],
  ],
}

/** Changes that break nothing, and why. */
const SURVIVORS: Record<string, { why: string; mutation: Mutation }> = {
  'no check of the snapshot': {
    why: 'a size above the capacity means that the head has moved, and then the exchange fails; the check saves the copy',
    mutation: [['if (size > this.capacity) continue', '']],
  },
  'pop reads the slot after the exchange': {
    why: 'only a push overwrites an entry, and the owner is the only one who pushes and pops',
    mutation: [
      ['const slot = words[this.entries + (head & this.mask) * this.entryWords + SLOT] as number', ''],
      [
        '(head + 1) | 0) === head) return slot',
        '(head + 1) | 0) === head) return words[this.entries + (head & this.mask) * this.entryWords + SLOT] as number',
      ],
    ],
  },
}

describe('mutants of the public ring', () => {
  for (const [name, mutation] of Object.entries(CAUGHT)) {
    it(`catches: ${name}`, () => {
      expect(findFailure(mutation, { preemptions: 2 })).toBeDefined()
    })
  }

  for (const [name, { why, mutation }] of Object.entries(SURVIVORS)) {
    it(`does not mind: ${name} (${why})`, () => {
      expect(findFailure(mutation, { preemptions: 1 })).toBeUndefined()
    })
  }
})
