import type { Endpoint } from '../../src/endpoint/endpoint.ts'
import type { SignalHandler } from '../../src/endpoint/executor.ts'
import * as heldSignal from '../../src/endpoint/held-signal.ts'
import * as link from '../../src/endpoint/link.ts'
import * as outbox from '../../src/endpoint/outbox.ts'
import type { PublicRing } from '../../src/queue/public-ring.ts'
import type { RunQueue } from '../../src/queue/run-queue.ts'
import * as stolenBatch from '../../src/queue/stolen-batch.ts'
import type { Publishing } from '../../src/scheduler/publishing.ts'
import * as layout from '../../src/shared/layout.ts'
import type { SlotAllocator } from '../../src/slots/slot-allocator.ts'
import * as slotQueue from '../../src/slots/slot-queue.ts'
import * as localTable from '../../src/table/local-table.ts'
import * as pid from '../../src/table/pid.ts'
import type { Task } from '../../src/task.ts'
import * as task from '../../src/task.ts'
import * as reader from '../../src/wire/reader.ts'
import * as writer from '../../src/wire/writer.ts'
import type { Step } from './explore.ts'
import { generatorMethods, type Instrumented, instrument, type Mutation, type Points } from './instrument.ts'

// What carries processes and signals from scheduler to scheduler, instrumented: the endpoint, the slot allocator, the public ring and publishing.

const RING = new URL('../../src/queue/public-ring.ts', import.meta.url)
const SLOTS = new URL('../../src/slots/slot-allocator.ts', import.meta.url)
const ENDPOINT = new URL('../../src/endpoint/endpoint.ts', import.meta.url)
const PUBLISHING = new URL('../../src/scheduler/publishing.ts', import.meta.url)

type SourceName = 'ring' | 'slots' | 'endpoint' | 'publishing'
export type Mutations = Partial<Record<SourceName, Mutation>>

/** Blocks of one slot, so that slots also change hands. */
const layoutOfOne = { ...layout, BLOCK_SLOTS: 1, BLOCK_SHIFT: 0 }

/** The stack of free chunks has its own tests; here each operation is one step. */
class FreeChunks {
  readonly #stack: number[]
  constructor(memory: { freeChunks: number[] }) {
    this.#stack = memory.freeChunks
  }
  push(slots: ArrayLike<number>): void {
    this.#stack.push(slots[0] as number)
  }
  pop(into: Int32Array): boolean {
    const slot = this.#stack.pop()
    if (slot !== undefined) into[0] = slot
    return slot !== undefined
  }
}

/** Entries of a ring are copied in one step: what could happen meanwhile is explored in public-ring.test.ts. */
const RING_POINTS: Points = { views: [] }
const SLOTS_POINTS: Points = {
  views: ['rows'],
  calls: ['this.#chunks.push', 'this.#chunks.pop'],
  generators: [[/^this\.#onChangeOfHands$/, new Set()]],
  modules: {
    '../shared/layout.ts': layoutOfOne,
    './free-chunks.ts': { FreeChunks },
    './slot-queue.ts': slotQueue,
  },
}
const ENDPOINT_POINTS: Points = {
  views: ['rows', 'control'],
  calls: ['outbox.flush', 'outbox.link.receive'],
  generators: [[/^this\.slots$/, generatorMethods(SLOTS, SLOTS_POINTS)]],
}
const endpointModules = {
  '../shared/layout.ts': layoutOfOne,
  '../table/local-table.ts': localTable,
  '../table/pid.ts': pid,
  '../task.ts': task,
  '../wire/reader.ts': reader,
  '../wire/writer.ts': writer,
  './held-signal.ts': heldSignal,
  './link.ts': link,
  './outbox.ts': outbox,
}
const PUBLISHING_POINTS: Points = {
  generators: [
    [/^this\.#rings?(\[victim\])?$/, generatorMethods(RING, RING_POINTS)],
    [/^(this\.#)?endpoint$/, generatorMethods(ENDPOINT, ENDPOINT_POINTS)],
  ],
}

export type EndpointHere<T extends Task> = Omit<EndpointOfSource<T>, 'slots'> & {
  readonly slots: Instrumented<SlotAllocator, 'take' | 'give'>
}
type EndpointOfSource<T extends Task> = Instrumented<
  Endpoint<T>,
  'openRow' | 'retire' | 'isAlive' | 'mustTicket' | 'sendTo' | 'flush' | 'drain' | 'push' | 'nextTicket' | 'pidIn'
>
export type RingHere = Instrumented<PublicRing, 'push' | 'pop' | 'steal' | 'size'>
export type PublishingHere<T extends Task> = Instrumented<Publishing<T>, 'unpublish' | 'keepStock' | 'steal'> & {
  isAny(): Generator<Step, boolean, undefined>
}

export interface Sources<T extends Task> {
  Endpoint: new (index: number, memory: unknown, links: unknown, handler: SignalHandler<T>) => EndpointHere<T>
  PublicRing: new (...parameters: ConstructorParameters<typeof PublicRing>) => RingHere
  Publishing: new (
    id: number,
    endpoint: EndpointHere<T>,
    runQueue: RunQueue<T>,
    waking: unknown,
    rings: readonly RingHere[],
  ) => PublishingHere<T>
}

export function sourcesOf<T extends Task>(mutations: Mutations = {}): Sources<T> {
  const slots = instrument<object>(SLOTS, mutations.slots, SLOTS_POINTS)
  const modules = { ...endpointModules, '../slots/slot-allocator.ts': slots }
  const ring = instrument<Pick<Sources<T>, 'PublicRing'>>(RING, mutations.ring, RING_POINTS)
  // A getter cannot become a generator.
  const publishing: Mutation = [['get isAny()', 'isAny()'], ...(mutations.publishing ?? [])]
  return {
    ...ring,
    ...instrument<Pick<Sources<T>, 'Endpoint'>>(ENDPOINT, mutations.endpoint, { ...ENDPOINT_POINTS, modules }),
    ...instrument<Pick<Sources<T>, 'Publishing'>>(PUBLISHING, publishing, {
      ...PUBLISHING_POINTS,
      modules: {
        '../queue/public-ring.ts': ring,
        '../queue/stolen-batch.ts': stolenBatch,
        '../shared/layout.ts': layout,
        '../table/pid.ts': pid,
        '../task.ts': task,
        '../wire/reader.ts': reader,
      },
    }),
  }
}
