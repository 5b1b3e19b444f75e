import type { Endpoint } from '../../src/endpoint/endpoint.ts'
import type { SignalHandler } from '../../src/endpoint/executor.ts'
import type { PublicRing } from '../../src/queue/public-ring.ts'
import type { RunQueue } from '../../src/queue/run-queue.ts'
import type { HandingOver } from '../../src/scheduler/handing-over.ts'
import type { Publishing } from '../../src/scheduler/publishing.ts'
import * as layout from '../../src/shared/layout.ts'
import type { SlotAllocator } from '../../src/slots/slot-allocator.ts'
import type { Task } from '../../src/task.ts'
import type { Step } from './explore.ts'
import { generatorMethods, type Instrumented, instrument, type Mutation, type Points } from './instrument.ts'

declare global {
  interface ImportMeta {
    /** Vite's. */
    glob(pattern: string, options: { eager: true }): Record<string, object>
  }
}

// What carries processes and signals from scheduler to scheduler, instrumented: the endpoint, the slot allocator, the public ring and publishing.

export const RING = new URL('../../src/queue/public-ring.ts', import.meta.url)
export const SLOTS = new URL('../../src/slots/slot-allocator.ts', import.meta.url)
export const ENDPOINT = new URL('../../src/endpoint/endpoint.ts', import.meta.url)
export const PUBLISHING = new URL('../../src/scheduler/publishing.ts', import.meta.url)

const HANDING_OVER = new URL('../../src/scheduler/handing-over.ts', import.meta.url)

/** The sources that are not instrumented, as what the instrumented ones import. */
const plain = import.meta.glob('../../src/**/*.ts', { eager: true })

/** All modules by their path as seen from a folder of `src`. */
export function modulesFrom(folder: string, instead: Record<string, object> = {}): Record<string, object> {
  const modules: Record<string, object> = {}
  for (const [path, module] of Object.entries(plain)) {
    const inSource = path.replace('../../src/', '')
    modules[`../${inSource}`] = module
    if (inSource.startsWith(`${folder}/`)) modules[inSource.replace(folder, '.')] = module
  }
  return { ...modules, ...instead }
}

type SourceName = 'ring' | 'slots' | 'endpoint' | 'publishing' | 'handingOver'
export type Mutations = Partial<Record<SourceName, Mutation>>

/** Blocks of one slot, so that slots also change hands. */
export const layoutOfOne = { ...layout, BLOCK_SLOTS: 1, BLOCK_SHIFT: 0 }

/** The stack of free chunks has its own tests; here each operation is one step. */
export class FreeChunks {
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
  slots(): Set<number> {
    return new Set(this.#stack)
  }
}

/** Entries of a ring are copied in one step: what could happen meanwhile is explored in public-ring.test.ts. */
export const RING_POINTS: Points = { views: [] }
export const SLOTS_POINTS: Points = {
  views: ['rows'],
  calls: ['this.#chunks.push', 'this.#chunks.pop'],
  generators: [[/^this\.#onChangeOfHands$/, new Set()]],
  modules: modulesFrom('slots', { '../shared/layout.ts': layoutOfOne, './free-chunks.ts': { FreeChunks } }),
}
export const ENDPOINT_POINTS: Points = {
  views: ['rows', 'control'],
  calls: ['outbox.flush', 'outbox.channel.announce', 'channel.receive'],
  generators: [[/^this\.slots$/, generatorMethods(SLOTS, SLOTS_POINTS)]],
}
export const PUBLISHING_POINTS: Points = {
  generators: [
    [/^this\.#rings?(\[victim\])?$/, generatorMethods(RING, RING_POINTS)],
    [/^(this\.#)?endpoint$/, generatorMethods(ENDPOINT, ENDPOINT_POINTS)],
  ],
}

const HANDING_OVER_POINTS: Points = {
  views: ['control', 'statistics'],
  generators: [
    [/^this\.#endpoint$/, generatorMethods(ENDPOINT, ENDPOINT_POINTS)],
    [/^this\.#publishing$/, new Set(['unpublish'])],
    [/^this\.#waking$/, new Set(['claimSleeper'])],
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

export type HandingOverHere<T extends Task> = Instrumented<
  HandingOver<T>,
  'handOver' | 'share' | 'balance' | 'follow' | 'evacuate'
>

export interface Sources<T extends Task> {
  HandingOver: new (
    id: number,
    endpoint: EndpointHere<T>,
    runQueue: RunQueue<T>,
    waking: unknown,
    publishing: PublishingHere<T>,
  ) => HandingOverHere<T>
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
  const modules = modulesFrom('endpoint', { '../shared/layout.ts': layoutOfOne, '../slots/slot-allocator.ts': slots })
  const ring = instrument<Pick<Sources<T>, 'PublicRing'>>(RING, mutations.ring, RING_POINTS)
  // A getter cannot become a generator.
  const publishing: Mutation = [['get isAny()', 'isAny()'], ...(mutations.publishing ?? [])]
  const handingOver: Mutation = [['get isOffline()', 'isOffline()'], ...(mutations.handingOver ?? [])]
  return {
    ...ring,
    ...instrument<Pick<Sources<T>, 'HandingOver'>>(HANDING_OVER, handingOver, {
      ...HANDING_OVER_POINTS,
      modules: modulesFrom('scheduler'),
    }),
    ...instrument<Pick<Sources<T>, 'Endpoint'>>(ENDPOINT, mutations.endpoint, { ...ENDPOINT_POINTS, modules }),
    ...instrument<Pick<Sources<T>, 'Publishing'>>(PUBLISHING, publishing, {
      ...PUBLISHING_POINTS,
      modules: modulesFrom('scheduler', { '../queue/public-ring.ts': ring }),
    }),
  }
}
