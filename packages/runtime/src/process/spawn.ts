import { execution } from '@multibeam/compiler/support'
import { type Pid, Priority, type Ref } from '@multibeam/scheduler'
import { BadArg } from '../errors.ts'
import { Mfa } from '../functions/mfa.ts'
import { inspect } from '../inspect.ts'
import { machineFor, processFor } from '../machine/current.ts'
import type { Machine } from '../machine/machine.ts'
import { startByName } from '../machine/start-by-name.ts'
import { checkOptions } from '../options.ts'
import { checkName, claimName, refuseName } from '../signals/names.ts'
import { copyTerm } from '../terms/copy.ts'
import { type PriorityName, priorityOf } from './flag.ts'
import { checkMonitorOptions, type MonitorOptions, newRef, tagOf } from './monitor.ts'
import { ownFunction } from './own-function.ts'
import { linksOf, monitorsOf, type ProcessRecord, watchersOf } from './record.ts'
import { OPERATION } from './reductions.ts'
import { type Arguments, isProcessCode, type ProcessFunction } from './suspension.ts'

export interface SpawnOptions {
  /** Default `normal`. Max and high run before all others on their scheduler; low gets one turn in eight beside normal. */
  priority?: PriorityName
  /** Pins the process to a scheduler, 1 to `System.schedulers()`. Otherwise it starts on this one, unless another one is idle. */
  scheduler?: number
  /** Links it with this process before it runs. */
  link?: boolean
  /** Monitors it before it runs: `spawnWith` then returns `[pid, ref]`. */
  monitor?: boolean | MonitorOptions
  /** Registers it under this name before it runs. */
  name?: string
}

const OPTIONS: readonly string[] = ['priority', 'scheduler', 'link', 'monitor', 'name'] satisfies (keyof SpawnOptions)[]

/** What a new process and its spawner have to do with each other. */
interface Wishes {
  readonly priority: Priority
  /** 0: not pinned. */
  readonly pinnedTo: number
  readonly link: boolean
  readonly monitor: MonitorOptions | undefined
  readonly name: string | undefined
}

const NO_WISHES: Wishes = { priority: Priority.normal, pinnedTo: 0, link: false, monitor: undefined, name: undefined }
const LINKED: Wishes = { ...NO_WISHES, link: true }
const MONITORED: Wishes = { ...NO_WISHES, monitor: {} }

/**
 * Starts a process that runs `fn`, an exported or inline process function, or one named by `mfa`, with copies of the arguments and of
 * what an inline function captures from the functions around it, and returns its pid. Whichever scheduler is idle may run it; an inline
 * generator function that is not compiled (`multibeam explain` says why) is not copied and stays on this scheduler.
 *
 * A captured variable that is reassigned is refused, since two processes do not share variables, and so is a captured value that is no term:
 * give what is needed as an argument. Variables of the module are not captured: every scheduler has its own.
 *
 * Throws BadArg, UnsendableTerm (naming the path to what cannot be copied, such as `args[0].callback` or `fn (captured callback)`, and the
 * place of the reassignment) or SystemLimit (the process table is full). Source: Erlang's `spawn/1`, `spawn/3`.
 */
export function spawn<F extends ProcessFunction | Mfa>(fn: F, ...args: Arguments<F>): Pid {
  return start(machineFor('spawn'), 'spawn', fn, args, NO_WISHES) as Pid
}

/** `spawn`, and the two are linked before the new one runs. Source: Erlang's `spawn_link/1`. */
export function spawnLink<F extends ProcessFunction | Mfa>(fn: F, ...args: Arguments<F>): Pid {
  processFor('spawnLink')
  return start(machineFor('spawnLink'), 'spawnLink', fn, args, LINKED) as Pid
}

/** `spawn`, and the new process is monitored before it runs: its pid and the monitor's ref. Source: Erlang's `spawn_monitor/1`. */
export function spawnMonitor<F extends ProcessFunction | Mfa>(fn: F, ...args: Arguments<F>): [Pid, Ref] {
  processFor('spawnMonitor')
  return start(machineFor('spawnMonitor'), 'spawnMonitor', fn, args, MONITORED) as [Pid, Ref]
}

/**
 * `spawn` with options; with `monitor` the result is `[pid, ref]`. Throws BadArg also for a name that is taken, having started nothing.
 * Source: Erlang's `spawn_opt/2`.
 */
export function spawnWith<F extends ProcessFunction | Mfa>(
  options: SpawnOptions & { monitor: true | MonitorOptions },
  fn: F,
  ...args: Arguments<F>
): [Pid, Ref]
export function spawnWith<F extends ProcessFunction | Mfa>(
  options: SpawnOptions & { monitor?: false },
  fn: F,
  ...args: Arguments<F>
): Pid
export function spawnWith<F extends ProcessFunction | Mfa>(
  options: SpawnOptions,
  fn: F,
  ...args: Arguments<F>
): Pid | [Pid, Ref] {
  const call = 'spawnWith'
  const current = machineFor(call)
  const wishes = wishesOf(call, current, options)
  if (wishes.link || wishes.monitor !== undefined) processFor(call)
  return start(current, call, fn, args, wishes)
}

function wishesOf(call: string, current: Machine, options: SpawnOptions): Wishes {
  checkOptions(call, options, OPTIONS)
  const { scheduler = 0, name, link = false, monitor = false } = options
  const schedulers = current.endpoint.memory.layout.options.schedulers
  if (!Number.isInteger(scheduler) || scheduler < 0 || scheduler > schedulers || options.scheduler === 0) {
    throw new BadArg(`${call}: ${inspect(options.scheduler)} is no scheduler; give a number from 1 to ${schedulers}`)
  }
  if (name !== undefined) checkName(call, name)
  if (typeof link !== 'boolean') throw new BadArg(`${call}: link is ${inspect(link)}; give true or false`)
  if (typeof monitor === 'object') checkMonitorOptions(call, monitor)
  else if (typeof monitor !== 'boolean') {
    throw new BadArg(`${call}: monitor is ${inspect(monitor)}; give true, false or options of Process.monitor`)
  }
  return {
    priority: priorityOf(call, options.priority ?? 'normal'),
    pinnedTo: scheduler,
    link,
    // A tag that is no term is refused before anything has been started.
    monitor: monitor === false ? undefined : monitor === true ? {} : { ...monitor, tag: tagOf(current, monitor) },
    name,
  }
}

function start(
  current: Machine,
  call: string,
  fn: ProcessFunction | Mfa,
  args: unknown[],
  wishes: Wishes,
): Pid | [Pid, Ref] {
  if (typeof fn !== 'function' && !(fn instanceof Mfa)) throw noFunction(call, fn)
  execution.reductions -= OPERATION
  const own = typeof fn === 'function' ? ownFunction(fn, current.functions) : undefined
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]
    if (typeof arg === 'object' || typeof arg === 'function' || typeof arg === 'symbol') {
      args[i] = copyTerm(arg, `args[${i}]`, current.functions)
    }
  }
  const parent = current.current
  const parentPid = parent === null ? 0 : parent.pid
  const { priority, pinnedTo } = wishes
  const code = own ?? current.loader.findLoaded((fn as Mfa).url, (fn as Mfa).name)
  if (code === undefined) {
    // Its module is loaded in an event-loop turn of its own: nobody knows it before it has what was wished for.
    const process = startByName(current, fn as Mfa, args, parentPid, priority, pinnedTo)
    return result(process, relate(current, call, process, parent, wishes))
  }
  const process = current.createProcess(code, args, parentPid, priority, pinnedTo)
  const ref = wishes === NO_WISHES ? undefined : relate(current, call, process, parent, wishes)
  if (pinnedTo === 0 || pinnedTo === current.scheduler.id) {
    current.scheduler.makeRunnable(process)
    return result(process, ref)
  }
  const refused = current.pushTo(process, pinnedTo)
  if (refused === undefined) return result(process, ref)
  undo(current, process, parent, ref)
  throw refused
}

function noFunction(call: string, value: unknown): BadArg {
  return new BadArg(
    isProcessCode(value)
      ? `${call}: a process function has been called already; give the function itself, and its arguments behind it: ${call}(fn, …args)`
      : `${call}: ${inspect(value)} is no process function`,
  )
}

function result({ pid }: ProcessRecord, ref: Ref | undefined): Pid | [Pid, Ref] {
  return ref === undefined ? pid : [pid, ref]
}

/** Does what was wished for, while nobody else knows the new process. Throws BadArg if its name is taken: then it is gone. */
function relate(
  current: Machine,
  call: string,
  process: ProcessRecord,
  parent: ProcessRecord | null,
  { link, monitor, name }: Wishes,
): Ref | undefined {
  const { pid } = process
  if (name !== undefined) {
    const refusal = claimName(current, process, name)
    if (refusal !== undefined) {
      current.end(process, 'normal')
      refuseName(call, current, refusal, pid, name)
    }
  }
  if (parent === null) return undefined
  if (link) {
    linksOf(parent).set(pid, true)
    linksOf(process).set(parent.pid, true)
  }
  if (monitor === undefined) return undefined
  const tag = tagOf(current, monitor)
  const ref = newRef(current, parent, monitor)
  monitorsOf(parent).set(ref, { pid, object: pid, tag, replies: false })
  watchersOf(process).set(ref, parent.pid)
  return ref
}

/** The process could not be started: nobody is to hear of its end. */
function undo(current: Machine, process: ProcessRecord, parent: ProcessRecord | null, ref: Ref | undefined): void {
  parent?.relations?.links?.take(process.pid)
  if (ref !== undefined) {
    parent?.relations?.monitors?.take(ref)
    parent?.rare?.aliases?.take(ref)
  }
  current.end(process, 'normal')
}
