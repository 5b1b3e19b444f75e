import { BadArg } from '../errors.ts'
import { definitionOf, referenceTo } from '../functions/definition.ts'
import { inspect } from '../inspect.ts'
import { isProcessCode, type Process, type ProcessFunction } from '../process/suspension.ts'
import type { AnyFunction } from '../terms/functions.ts'
import { nameTermOf, type ServerName } from './start/server-name.ts'
import { type StartResult, startResultOf } from './start/start-result.ts'

export type ChildId = string | number
/** Restarted always, after an abnormal exit only, never. */
export type RestartType = 'permanent' | 'transient' | 'temporary'
/** How a child is stopped: killed, or told with `'shutdown'` and killed after so many milliseconds; `Infinity` waits. */
export type Shutdown = 'brutalKill' | number

export function isShutdown(value: unknown): value is Shutdown {
  return value === 'brutalKill' || (typeof value === 'number' && value >= 0)
}

/** What is said of a `shutdown` that is none. */
export const SHUTDOWNS = "milliseconds, Infinity or 'brutalKill'"

/**
 * What to call to start a child: a process function that gives a `StartResult`, or the reference of a definition with a method `startLink`; and
 * the arguments. A term: a supervisor may start its child from any scheduler, and another process may send it a spec.
 */
export type ChildStart = readonly [start: ProcessFunction | DefinitionReference, ...args: unknown[]]

/** Stands for a definition, see functions/definition.ts. */
export type DefinitionReference = AnyFunction

/** What a supervisor has to know of a child. `Counter.child(args, options)` makes one. Source: OTP's `supervisor:child_spec()`. */
export interface ChildSpec {
  readonly id: ChildId
  readonly start: ChildStart
  /** Default: permanent. */
  readonly restart?: RestartType
  /** Default: 5000 for a worker, Infinity for a supervisor. */
  readonly shutdown?: Shutdown
  /** Default: worker. */
  readonly type?: 'worker' | 'supervisor'
  /** Its exit may end its supervisor, see `autoShutdown`. Default: false. */
  readonly significant?: boolean
}

/** What `child` of a definition takes besides what `startLink` does. */
export interface ChildOptions extends Partial<Omit<ChildSpec, 'start'>> {}

export const CHILD_OPTIONS = [
  'id',
  'restart',
  'shutdown',
  'type',
  'significant',
] as const satisfies (keyof ChildOptions)[]

/** A definition whose processes can be children of a supervisor. */
export interface ChildDefinition {
  startLink(...args: never[]): Process<StartResult>
}

/**
 * The spec of a child that `definition.startLink(arg, options)` starts, from one object with both kinds of options. The definition's own
 * defaults come first. `id` is `fallbackId` unless it is given.
 */
export function childOf(
  definition: object,
  arg: unknown,
  options: ChildOptions & object,
  fallbackId: ChildId,
): ChildSpec {
  const spec: Record<string, unknown> = { id: fallbackId }
  const start: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(options)) {
    if ((CHILD_OPTIONS as readonly string[]).includes(key)) spec[key] = value
    else start[key] = key === 'name' ? nameTermOf('child', value as ServerName) : value
  }
  return { ...spec, start: [referenceTo(definition) as AnyFunction, arg, start] } as unknown as ChildSpec
}

/** Starts a child, in its supervisor: calls what stands first with the rest. Passes on what that throws. */
export function* runStart([start, ...args]: ChildStart): Process<StartResult> {
  const definition = definitionOf(start) as ChildDefinition | undefined
  if (definition === undefined && typeof start !== 'function') {
    throw new BadArg(`child spec: ${inspect(start)} cannot be called to start a child; give a process function`)
  }
  const code =
    definition === undefined ? (start as ProcessFunction)(...args) : definition.startLink(...(args as never[]))
  return startResultOf('child spec', isProcessCode(code) ? yield* code : code)
}
