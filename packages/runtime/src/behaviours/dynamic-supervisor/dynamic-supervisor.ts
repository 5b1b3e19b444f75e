import { nameIntrinsic } from '@multibeam/compiler/support'
import type { Pid } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { checkOptions } from '../../options.ts'
import type { Process } from '../../process/process.ts'
import { CHILD_OPTIONS, type ChildOptions, type ChildSpec } from '../child-spec.ts'
import { stopServer } from '../gen/stop.ts'
import { nameTermOf, type ServerRef } from '../start/server-name.ts'
import { START_OPTIONS, type StartOptions, start } from '../start/start.ts'
import type { StartResult } from '../start/start-result.ts'
import { ask, askToStart } from '../supervisor/ask.ts'
import { completeSpec } from '../supervisor/complete-spec.ts'
import { completeIntensity, type IntensityOptions } from '../supervisor/options.ts'
import type { ChildCount, ChildInfo, Outcome } from '../supervisor/requests.ts'
import { reportedName } from '../supervisor/serve.ts'
import { superviseDynamically } from './serve.ts'
import type { CompleteDynamicOptions } from './state.ts'

export interface DynamicSupervisorOptions extends IntensityOptions, StartOptions {
  /** Children that there may be at a time; `startChild` refuses one more with `'maxChildren'`. Default: any number. */
  maxChildren?: number
  /** The only one there is. */
  strategy?: 'one_for_one'
  /**
   * Arguments that stand before those of each child's spec when it is started: for children that are started by a function of one's own, whose first
   * arguments they then are. Default: none.
   */
  extraArguments?: readonly unknown[]
}

const KEYS: readonly string[] = [
  'maxChildren',
  'strategy',
  'extraArguments',
  'maxRestarts',
  'maxSeconds',
  ...START_OPTIONS,
]

/** Starts a DynamicSupervisor, linked. Throws BadArg. Source: Elixir's `DynamicSupervisor.start_link/1`. */
function* startLink(options: DynamicSupervisorOptions = {}): Process<StartResult> {
  const call = 'DynamicSupervisor.startLink'
  const [own, forStart] = splitDynamic(call, options)
  return yield* start(call, superviseDynamically, [reportedName(forStart.name), own], forStart, 'link')
}

/** The spec of one as the child of another supervisor; its id is its name, or `'DynamicSupervisor'`. Throws BadArg. */
function child(options: DynamicSupervisorOptions & ChildOptions = {}): ChildSpec {
  const call = 'DynamicSupervisor.child'
  checkOptions(call, options, [...KEYS, ...CHILD_OPTIONS])
  const { id, restart, shutdown, type = 'supervisor', significant, ...forStart } = options
  const [own, { name, ...rest }] = splitDynamic(call, forStart)
  const named = name === undefined ? rest : { ...rest, name: nameTermOf(call, name) }
  const spec = { restart, shutdown, type, significant }
  const known = Object.entries(spec).filter(([, value]) => value !== undefined)
  return {
    ...Object.fromEntries(known),
    id: id ?? reportedName(name) ?? 'DynamicSupervisor',
    start: [startComplete, reportedName(name), own, named],
  }
}

export function* startComplete(
  name: string | undefined,
  own: CompleteDynamicOptions,
  forStart: StartOptions,
): Process<StartResult> {
  return yield* start('DynamicSupervisor.startLink', superviseDynamically, [name, own], forStart, 'link')
}

function splitDynamic(call: string, options: DynamicSupervisorOptions): [CompleteDynamicOptions, StartOptions] {
  checkOptions(call, options, KEYS)
  const {
    maxChildren = Number.POSITIVE_INFINITY,
    strategy = 'one_for_one',
    extraArguments = [],
    maxRestarts,
    maxSeconds,
    ...forStart
  } = options
  if (maxChildren !== Number.POSITIVE_INFINITY && !(Number.isSafeInteger(maxChildren) && maxChildren >= 0)) {
    throw new BadArg(`${call}: maxChildren is ${inspect(maxChildren)}; give a whole number from 0, or Infinity`)
  }
  if (strategy !== 'one_for_one') {
    throw new BadArg(`${call}: ${inspect(strategy)} is no strategy of a DynamicSupervisor; there is one_for_one`)
  }
  if (!Array.isArray(extraArguments)) {
    throw new BadArg(`${call}: extraArguments is ${inspect(extraArguments)}; give an array`)
  }
  return [{ maxChildren, extraArguments, ...completeIntensity(call, options) }, forStart]
}

/** Starts a child; its id counts for nothing. Reasons: `'maxChildren'`, the start's own. */
function startChild(supervisor: ServerRef, spec: ChildSpec): Process<StartResult> {
  const call = 'DynamicSupervisor.startChild'
  return askToStart('DynamicSupervisor', supervisor, ['startChild', completeSpec(call, spec)])
}

/** Stops a child, and forgets it. */
function terminateChild(supervisor: ServerRef, pid: Pid): Process<Outcome<'notFound'>> {
  return ask('DynamicSupervisor', supervisor, ['terminateChild', pid])
}

/** Stops it, and with it its children, as `Supervisor.stop` does. */
function stop(supervisor: ServerRef, reason: unknown = 'normal', ms: number = Number.POSITIVE_INFINITY): Process {
  return stopServer(supervisor, reason, ms, 'DynamicSupervisor.stop')
}

/** The children, in no particular order; none has an id. */
function whichChildren(supervisor: ServerRef): Process<ChildInfo[]> {
  return ask('DynamicSupervisor', supervisor, ['whichChildren'])
}

function countChildren(supervisor: ServerRef): Process<ChildCount> {
  return ask('DynamicSupervisor', supervisor, ['countChildren'])
}

/**
 * A supervisor that begins without children and gets them while it runs, any number of them, all alike or not. Each is restarted by itself, all are stopped at the
 * same time. Source: Elixir's `DynamicSupervisor`, OTP's `simple_one_for_one`.
 */
export const DynamicSupervisor = /* @__PURE__ */ nameIntrinsic('multibeam.DynamicSupervisor', {
  startLink,
  child,
  startChild,
  terminateChild,
  whichChildren,
  countChildren,
  stop,
} as const)
