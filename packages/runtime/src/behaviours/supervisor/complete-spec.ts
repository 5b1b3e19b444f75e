import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import {
  type ChildId,
  type ChildSpec,
  type ChildStart,
  isShutdown,
  type RestartType,
  SHUTDOWNS,
  type Shutdown,
} from '../child-spec.ts'
import type { AutoShutdown } from './options.ts'

/** A child spec in which nothing is left out. */
export interface CompleteChildSpec {
  readonly id: ChildId
  readonly start: ChildStart
  readonly restart: RestartType
  readonly shutdown: Shutdown
  readonly type: 'worker' | 'supervisor'
  readonly significant: boolean
}

/** Milliseconds that a worker has to end itself. Specified: Erlang's `supervisor`. */
const WORKER_SHUTDOWN = 5000

const KEYS: readonly string[] = [
  'id',
  'start',
  'restart',
  'shutdown',
  'type',
  'significant',
] satisfies (keyof ChildSpec)[]

/** The spec with what is left out, as Erlang's `supervisor` has it. Throws BadArg for what is no child spec. */
export function completeSpec(call: string, spec: ChildSpec): CompleteChildSpec {
  if (typeof spec !== 'object' || spec === null || Array.isArray(spec)) {
    throw new BadArg(
      `${call}: ${inspect(spec)} is no child spec; give { id, start }, or what a behaviour's child() makes`,
    )
  }
  const shown = inspect(spec.id)
  const unknown = Object.keys(spec).find((key) => !KEYS.includes(key))
  if (unknown !== undefined) {
    throw new BadArg(
      `${call}: child ${shown}: ${inspect(unknown)} is nothing a child spec has; it has ${KEYS.join(', ')}`,
    )
  }
  const { id, start, restart = 'permanent', type = 'worker', significant = false } = spec
  const { shutdown = type === 'worker' ? WORKER_SHUTDOWN : Number.POSITIVE_INFINITY } = spec
  const wrong = (key: string, value: unknown, wanted: string): BadArg =>
    new BadArg(`${call}: child ${shown}: ${key} is ${inspect(value)}; give ${wanted}`)
  if (typeof id !== 'string' && typeof id !== 'number') throw wrong('id', id, 'a string or a number')
  if (!Array.isArray(start) || typeof start[0] !== 'function') {
    throw wrong('start', start, '[fn, ...args], a process function that starts the child and what it is given')
  }
  if (restart !== 'permanent' && restart !== 'transient' && restart !== 'temporary') {
    throw wrong('restart', restart, "'permanent', 'transient' or 'temporary'")
  }
  if (!isShutdown(shutdown)) throw wrong('shutdown', shutdown, SHUTDOWNS)
  if (type !== 'worker' && type !== 'supervisor') throw wrong('type', type, "'worker' or 'supervisor'")
  if (typeof significant !== 'boolean') throw wrong('significant', significant, 'true or false')
  return { id, start, restart, shutdown, type, significant }
}

/** Why a spec cannot be a child of a supervisor, a term; undefined if it can. Source: supervisor.erl, `validSignificant/3`. */
export function refusalOf(spec: CompleteChildSpec, autoShutdown: AutoShutdown): unknown {
  if (!spec.significant) return undefined
  if (autoShutdown === 'never') return badCombination({ autoShutdown: 'never', significant: true })
  if (spec.restart === 'permanent') return badCombination({ restart: 'permanent', significant: true })
  return undefined
}

function badCombination(combination: Record<string, unknown>): unknown {
  return ['badCombination', Object.entries(combination)]
}
