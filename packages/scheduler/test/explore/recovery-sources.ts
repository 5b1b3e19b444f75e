import type { SignalHandler } from '../../src/endpoint/executor.ts'
import type { PublicRing } from '../../src/queue/public-ring.ts'
import type { RunQueue } from '../../src/queue/run-queue.ts'
import type { Undertaker } from '../../src/recovery/coordinator.ts'
import type { Task } from '../../src/task.ts'
import type { Step } from './explore.ts'
import { generatorMethods, instrument, type Mutation, type Points } from './instrument.ts'
import {
  ENDPOINT,
  ENDPOINT_POINTS,
  type EndpointHere,
  FreeChunks,
  layoutOfOne,
  modulesFrom,
  PUBLISHING,
  PUBLISHING_POINTS,
  type PublishingHere,
  RING,
  RING_POINTS,
  type RingHere,
  SLOTS,
  SLOTS_POINTS,
} from './moving-sources.ts'

// What agrees on who has died, instrumented: the coordinator, the survivors, what they miss; and below them what moves.

const COORDINATOR = new URL('../../src/recovery/coordinator.ts', import.meta.url)
const SURVIVOR = new URL('../../src/recovery/survivor.ts', import.meta.url)
const LOSSES = new URL('../../src/recovery/losses.ts', import.meta.url)
const CASUALTIES = new URL('../../src/recovery/casualties.ts', import.meta.url)

type SourceName = 'coordinator' | 'survivor' | 'losses' | 'casualties' | 'endpoint'
export type RecoveryMutations = Partial<Record<SourceName, Mutation>>

type Steps<R = void> = Generator<Step, R, undefined>

/** Signals of a recovery are taken in where they arrive, which takes steps of its own. */
const ENDPOINT_WITH_RECOVERY: Points = {
  ...ENDPOINT_POINTS,
  generators: [...(ENDPOINT_POINTS.generators ?? []), [/^this\.onRecovery$/, new Set()]],
}
const ENDPOINT_METHODS = generatorMethods(ENDPOINT, ENDPOINT_WITH_RECOVERY)
const ENDPOINT_CALLS = [/^(this\.#)?endpoint$/, ENDPOINT_METHODS] as const

/** A look at all rows is one step, but for the calls in between: there are enough of them as it is. */
const LOSSES_POINTS: Points = {
  atomics: false,
  generators: [ENDPOINT_CALLS],
}
const SURVIVOR_POINTS: Points = {
  generators: [
    ENDPOINT_CALLS,
    [/^(recovery\.)?losses$/, generatorMethods(LOSSES, LOSSES_POINTS)],
    [/^this\.#mourner$/, new Set(['revive', 'answered'])],
  ],
}
const COORDINATOR_POINTS: Points = {
  atomics: false,
  generators: [ENDPOINT_CALLS],
}

export type RingInRecovery = Omit<RingHere, 'clear'> & { clear(): Steps }
export type EndpointInRecovery<T extends Task> = Omit<EndpointHere<T>, 'takeIn' | 'replaceLink'>

export type PublishingInRecovery<T extends Task> = Omit<PublishingHere<T>, 'revive'> & { revive(): Steps }

/** What the survivor asks of its thread. */
export interface MournerHere {
  freeze(): void
  thaw(): void
  linkTo(endpoint: number, extra: unknown): unknown
  revive(): Steps
  answered(from: number, word: number, recovery: number, payload: unknown): Steps
  bury(dead: { readonly pids: ReadonlySet<number>; has(pid: number): boolean }): void
}

export interface CoordinatorHere {
  died(dead: number): Steps
  take(from: number, word: number, recovery: number, payload: unknown): Steps
}

export interface RecoverySources<T extends Task> {
  Endpoint: new (index: number, memory: unknown, links: unknown, handler: SignalHandler<T>) => EndpointInRecovery<T>
  PublicRing: new (...parameters: ConstructorParameters<typeof PublicRing>) => RingInRecovery
  Publishing: new (
    id: number,
    endpoint: EndpointInRecovery<T>,
    runQueue: RunQueue<T>,
    waking: unknown,
    rings: readonly RingInRecovery[],
  ) => PublishingInRecovery<T>
  Survivor: new (endpoint: EndpointInRecovery<T>, mourner: MournerHere) => object
  Coordinator: new (endpoint: EndpointInRecovery<T>, names: unknown, undertaker: Undertaker) => CoordinatorHere
}

export function recoverySources<T extends Task>(mutations: RecoveryMutations = {}): RecoverySources<T> {
  const here = (folder: string, instead: Record<string, object> = {}) =>
    modulesFrom(folder, { '../shared/layout.ts': layoutOfOne, ...instead })
  const slots = instrument<object>(SLOTS, [], SLOTS_POINTS)
  const ring = instrument<Pick<RecoverySources<T>, 'PublicRing'>>(RING, [], RING_POINTS)
  const losses = instrument<object>(LOSSES, mutations.losses, { ...LOSSES_POINTS, modules: here('recovery') })
  const casualties = instrument<object>(CASUALTIES, mutations.casualties, {
    atomics: false,
    modules: here('recovery'),
  })
  // The rings of the dead are cleared in one step: nobody looks at them meanwhile.
  const publicRings = ({ memory }: { memory: { clearRing(ring: number): void } }) =>
    Array.from({ length: 3 }, (_, i) => ({ clear: () => memory.clearRing(i) }))
  // A getter cannot become a generator.
  const publishing: Mutation = [['get isAny()', 'isAny()']]
  return {
    ...ring,
    ...instrument<Pick<RecoverySources<T>, 'Endpoint'>>(ENDPOINT, mutations.endpoint, {
      ...ENDPOINT_WITH_RECOVERY,
      modules: here('endpoint', { '../slots/slot-allocator.ts': slots }),
    }),
    ...instrument<Pick<RecoverySources<T>, 'Publishing'>>(PUBLISHING, publishing, {
      ...PUBLISHING_POINTS,
      generators: [[/^this\.#rings?(\[victim\])?$/, generatorMethods(RING, RING_POINTS)], ENDPOINT_CALLS],
      modules: modulesFrom('scheduler', { '../queue/public-ring.ts': ring }),
    }),
    ...instrument<Pick<RecoverySources<T>, 'Survivor'>>(SURVIVOR, mutations.survivor, {
      ...SURVIVOR_POINTS,
      modules: here('recovery', { './losses.ts': losses, './casualties.ts': casualties }),
    }),
    ...instrument<Pick<RecoverySources<T>, 'Coordinator'>>(COORDINATOR, mutations.coordinator, {
      ...COORDINATOR_POINTS,
      modules: here('recovery', {
        '../slots/free-chunks.ts': { FreeChunks },
        './casualties.ts': casualties,
        '../scheduler/publishing.ts': { publicRings },
      }),
    }),
  }
}
