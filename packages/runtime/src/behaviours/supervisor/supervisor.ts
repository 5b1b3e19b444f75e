import { nameIntrinsic } from '@multibeam/compiler/support'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import type { Process } from '../../process/process.ts'
import type { ChildId, ChildSpec } from '../child-spec.ts'
import { stopServer } from '../gen/stop.ts'
import type { ServerRef } from '../start/server-name.ts'
import { type StartOptions, start } from '../start/start.ts'
import type { StartResult } from '../start/start-result.ts'
import { ask, askToStart } from './ask.ts'
import { type CompleteChildSpec, completeSpec } from './complete-spec.ts'
import { define } from './define.ts'
import { type SupervisorOptions, splitOptions } from './options.ts'
import type { ChildCount, ChildInfo, Outcome } from './requests.ts'
import { reportedName, supervise } from './serve.ts'

/**
 * Starts a supervisor with these children, linked. The result's reason, if it has not started: `['shutdown', ['failedToStartChild', id, reason]]`, or
 * `['startSpec', reason]` for specs that do not go together. Throws BadArg. Source: Elixir's `Supervisor.start_link/2`.
 */
function* startLink(
  children: readonly ChildSpec[],
  options: SupervisorOptions & StartOptions = {},
): Process<StartResult> {
  const call = 'Supervisor.startLink'
  const [own, forStart] = splitOptions(call, options)
  if (!Array.isArray(children))
    throw new BadArg(`${call}: ${inspect(children)} are no children; give an array of child specs`)
  const specs = children.map((spec) => completeSpec(call, spec))
  return yield* start(call, supervise, [reportedName(forStart.name), { options: own, specs }], forStart, 'link')
}

/** Adds a child and starts it; see `StartResult`. Reasons: `'alreadyPresent'`, `['alreadyStarted', pid]`, `['badCombination', …]`, the start's own. */
function startChild(supervisor: ServerRef, spec: ChildSpec): Process<StartResult> {
  return askToStart('Supervisor', supervisor, ['startChild', completeSpec('Supervisor.startChild', spec)])
}

/** Stops a child; its spec stays, unless it is temporary. */
function terminateChild(supervisor: ServerRef, id: ChildId): Process<Outcome<'notFound'>> {
  return ask('Supervisor', supervisor, ['terminateChild', id])
}

/** Starts a child that does not run. Reasons: `'notFound'`, `'running'`, `'restarting'`, the start's own. */
function restartChild(supervisor: ServerRef, id: ChildId): Process<StartResult> {
  return askToStart('Supervisor', supervisor, ['restartChild', id])
}

/** Forgets a child that does not run. */
function deleteChild(supervisor: ServerRef, id: ChildId): Process<Outcome<'notFound' | 'running' | 'restarting'>> {
  return ask('Supervisor', supervisor, ['deleteChild', id])
}

/** A child's spec, with what was left out; undefined if there is no such child. */
function getChildSpec(supervisor: ServerRef, id: ChildId): Process<CompleteChildSpec | undefined> {
  return ask('Supervisor', supervisor, ['getChildSpec', id])
}

/**
 * Stops a supervisor, and with it its children; returns when it has exited. Exits, like a call, if it is not there, exits with another reason, or not
 * within `ms` milliseconds (default: as long as it takes). Source: Elixir's `Supervisor.stop/3`.
 */
function stop(supervisor: ServerRef, reason: unknown = 'normal', ms: number = Number.POSITIVE_INFINITY): Process {
  return stopServer(supervisor, reason, ms, 'Supervisor.stop')
}

/** The children, the newest first. */
function whichChildren(supervisor: ServerRef): Process<ChildInfo[]> {
  return ask('Supervisor', supervisor, ['whichChildren'])
}

function countChildren(supervisor: ServerRef): Process<ChildCount> {
  return ask('Supervisor', supervisor, ['countChildren'])
}

/**
 * Processes that start, stop and restart others: see `SupervisorOptions` for what they do when a child exits, `ChildSpec` for what they know of it.
 * Source: OTP's `supervisor`, Elixir's `Supervisor`.
 */
export const Supervisor = /* @__PURE__ */ nameIntrinsic('multibeam.Supervisor', {
  define,
  startLink,
  startChild,
  terminateChild,
  restartChild,
  deleteChild,
  getChildSpec,
  whichChildren,
  countChildren,
  stop,
} as const)
