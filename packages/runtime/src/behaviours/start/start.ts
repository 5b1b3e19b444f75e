import type { Pid, Ref } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { processFor } from '../../machine/current.ts'
import { checkOptions } from '../../options.ts'
import { alias, unalias } from '../../process/alias.ts'
import { put } from '../../process/dictionary.ts'
import { exit, sendExitTo } from '../../process/exit.ts'
import type { PriorityName } from '../../process/flag.ts'
import { unlink } from '../../process/link.ts'
import { demonitor } from '../../process/monitor.ts'
import { receive, timeout } from '../../process/receive.ts'
import { spawnWith } from '../../process/spawn.ts'
import { isProcessCode, type Process, type ProcessFunction } from '../../process/suspension.ts'
import { checkTimeout } from '../../process/wait-timer.ts'
import type { AnyFunction } from '../../terms/functions.ts'
import { type Answer, refuseStart, STARTER } from './ack.ts'
import { adoptAncestors, adoptParent, ancestorsOfChildren, INITIAL_CALL } from './lineage.ts'
import { claimOwnName, find, type NameTerm, nameTermOf, type ServerName } from './server-name.ts'
import { NotStarted, Started, StartedMonitored, type StartResult } from './start-result.ts'

export type Startable = ProcessFunction

export interface StartOptions {
  /** The process is registered under it before its function runs; if it is taken, the start fails with `['alreadyStarted', pid]`. */
  name?: ServerName
  /** Milliseconds that it may take to become ready; then it is killed, and the start fails with `'timeout'`. Default: as long as it likes. */
  timeout?: number
  /** As for `spawnWith`. */
  priority?: PriorityName
  /** As for `spawnWith`. */
  scheduler?: number
}

export const START_OPTIONS: readonly string[] = [
  'name',
  'timeout',
  'priority',
  'scheduler',
] satisfies (keyof StartOptions)[]
const NO_OPTIONS: StartOptions = {}

/** What starter and process have to do with each other beyond the start. */
export type Relation = 'none' | 'link' | 'monitor'

/**
 * Starts a process and waits until it has answered. `call` is what errors name; `initialCall` what the process is said to run, if that is not
 * `fn`. Throws BadArg and UnsendableTerm as `spawnWith` does.
 */
export function* start(
  call: string,
  fn: Startable,
  args: readonly unknown[],
  options: StartOptions = NO_OPTIONS,
  relation: Relation = 'none',
  initialCall: AnyFunction = fn,
): Process<StartResult> {
  processFor(call)
  if (typeof fn !== 'function') throw new BadArg(`${call}: ${inspect(fn)} is no process function`)
  if (options !== NO_OPTIONS) checkOptions(call, options, START_OPTIONS)
  const { name, timeout: after = Number.POSITIVE_INFINITY } = options
  checkTimeout(call, after)
  const nameTerm = name === undefined ? undefined : nameTermOf(call, name)
  if (name !== undefined) {
    const holder = yield* find(call, name)
    if (holder !== undefined) return new NotStarted(['alreadyStarted', holder], false)
  }
  const starter = alias({ reply: true })
  const [pid, ref] = spawnWith(
    { ...spawnOptionsOf(options), link: relation === 'link', monitor: true },
    startedProcess,
    starter,
    relation === 'link',
    ancestorsOfChildren(),
    initialCall,
    nameTerm,
    fn,
    args,
  )
  return yield* waitFor(pid, ref, starter, after, relation)
}

function spawnOptionsOf({ priority, scheduler }: StartOptions): { priority?: PriorityName; scheduler?: number } {
  return { ...(priority === undefined ? {} : { priority }), ...(scheduler === undefined ? {} : { scheduler }) }
}

/** What every process of a behaviour runs, below what it is for. */
export function* startedProcess(
  starter: Ref,
  linked: boolean,
  ancestors: readonly Pid[],
  initialCall: AnyFunction,
  name: NameTerm | undefined,
  fn: ProcessFunction,
  args: readonly unknown[],
): Process<unknown> {
  adoptAncestors(ancestors)
  if (linked) adoptParent(ancestors[0] as Pid)
  put(INITIAL_CALL, initialCall)
  put(STARTER, starter)
  if (name !== undefined) {
    const holder = yield* claimOwnName(name)
    if (holder !== undefined) {
      refuseStart(['alreadyStarted', holder])
      exit('normal')
    }
  }
  const code = fn(...args)
  return isProcessCode(code) ? yield* code : code
}

type Answered = readonly [starter: Ref, answer: Answer, value: unknown]
type Down = readonly ['DOWN', ref: Ref, 'process', pid: Pid, reason: unknown]

function* waitFor(pid: Pid, ref: Ref, starter: Ref, after: number, relation: Relation): Process<StartResult> {
  const message = yield* receive<Answered | Down>(
    (one: unknown) => Array.isArray(one) && (one[0] === starter || (one[1] === ref && one[0] === 'DOWN')),
    { after },
  )
  if (message === timeout) {
    unalias(starter)
    yield* kill(pid, ref, relation)
    return new NotStarted('timeout', false)
  }
  if (message[0] === 'DOWN') {
    unalias(starter)
    if (relation === 'link') yield* forgetExit(pid)
    return new NotStarted(message[4], false)
  }
  const [, answer, value] = message as Answered
  if (answer === 'ready') {
    if (relation === 'monitor') return new StartedMonitored(pid, value, ref)
    demonitor(ref, { flush: true })
    return new Started(pid, value)
  }
  // It ends now. A start that fails returns when the process is gone, and its name is free; a linked starter hears of the exit, too.
  yield* receive<Down>(['DOWN', ref])
  return answer === 'ignore' ? new NotStarted('ignore', true) : new NotStarted(value, false)
}

/** Ends a process that takes too long to start, and everything that would tell of it. */
function* kill(pid: Pid, ref: Ref, relation: Relation): Process {
  if (relation === 'link') unlink(pid)
  sendExitTo(pid, 'kill')
  yield* receive<Down>(['DOWN', ref])
  if (relation === 'link') yield* forgetExit(pid)
}

/** One that ended before it answered has told its starter why by the result. Source: proc_lib's `sync_start_link`. */
function* forgetExit(pid: Pid): Process {
  yield* receive(['EXIT', pid], { after: 0 })
}
