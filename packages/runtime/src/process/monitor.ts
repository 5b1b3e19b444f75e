import { isPid, isRef, type Pid, type Ref } from '@multibeam/scheduler'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { machineFor, processFor } from '../machine/current.ts'
import type { Machine } from '../machine/machine.ts'
import { checkOptions } from '../options.ts'
import * as monitors from '../signals/monitors.ts'
import { pidOfName } from '../signals/names.ts'
import { copyTerm } from '../terms/copy.ts'
import { addAlias, aliasModes } from './alias.ts'
import { deliverMessage } from './deliver.ts'
import type { AliasMode, ProcessRecord } from './record.ts'

export interface MonitorOptions {
  /** First element of the DOWN message instead of `'DOWN'`, any term. */
  tag?: unknown
  /**
   * The ref is also an alias: messages sent to it come here until `Process.unalias`; with `demonitor`, also only until the monitor
   * ends; with `replyDemonitor`, also only the first one, which ends the monitor, too.
   */
  alias?: Exclude<AliasMode, 'reply'>
}

export interface DemonitorOptions {
  /** Also removes the DOWN message if it is in the mailbox already. */
  flush?: boolean
  /** The result says whether the monitor was there: false if its DOWN has been delivered. Otherwise the result is true. */
  info?: boolean
}

/**
 * Asks to be told when a process, given by pid or registered name, has exited: by one message `['DOWN', ref, 'process', target, reason]` behind
 * all that it has sent. If it is no more the reason is `'noproc'`. Returns the ref. Monitoring oneself is possible, and never fires.
 *
 * Throws BadArg, UnsendableTerm for a tag that is no term. Source: Erlang's `monitor/3`.
 */
export function monitor(target: Pid | string, options: MonitorOptions = {}): Ref {
  const machine = machineFor('Process.monitor')
  const process = processFor('Process.monitor')
  checkTarget('Process.monitor', target)
  checkMonitorOptions('Process.monitor', options)
  const pid = typeof target === 'string' ? pidOfName(machine, target) : target
  const tag = tagOf(machine, options)
  const ref = newRef(machine, process, options)
  if (pid === undefined) deliverMessage(machine, process, [tag, ref, 'process', target, 'noproc'])
  else if (pid !== process.pid) monitors.monitor(machine, process, ref, { pid, object: target, tag, replies: false })
  return ref
}

/**
 * `monitor(pid, { alias: 'replyDemonitor', tag })` of another process, for a call: its arguments are known to be right, and the monitor itself says that it is an alias
 * (two maps less to write for each call).
 */
export function monitorForReply(machine: Machine, process: ProcessRecord, pid: Pid, tag: string): Ref {
  const ref = machine.refs.makeAlias(process)
  monitors.monitor(machine, process, ref, { pid, object: pid, tag, replies: true })
  return ref
}

/** The tag of a new monitor's DOWN message. Throws UnsendableTerm. */
export function tagOf(machine: Machine, { tag }: MonitorOptions): unknown {
  return tag === undefined ? 'DOWN' : copyTerm(tag, 'tag', machine.functions)
}

/** The ref of a new monitor, an alias if so wished. */
export function newRef(machine: Machine, process: ProcessRecord, { alias }: MonitorOptions): Ref {
  return alias === undefined ? machine.refs.make(process) : addAlias(machine, process, alias)
}

export function checkTarget(call: string, target: unknown): void {
  if (isPid(target) || (typeof target === 'string' && target !== '')) return
  throw new BadArg(`${call}: ${inspect(target)} is neither a pid nor a name`)
}

const MONITOR_OPTIONS = ['tag', 'alias'] satisfies (keyof MonitorOptions)[]

export function checkMonitorOptions(call: string, options: MonitorOptions): void {
  checkOptions(call, options, MONITOR_OPTIONS)
  const { alias } = options
  if (alias === undefined || (aliasModes.includes(alias) && (alias as AliasMode) !== 'reply')) return
  throw new BadArg(`${call}: ${inspect(alias)} is no kind of alias; give explicitUnalias, demonitor or replyDemonitor`)
}

/**
 * Ends a monitor: no DOWN comes any more, but one that is in the mailbox already stays unless `flush` is given. A ref that is no monitor's
 * is fine. Throws BadArg for what is no ref. Source: Erlang's `demonitor/2`.
 */
export function demonitor(ref: Ref, options: DemonitorOptions = {}): boolean {
  const machine = machineFor('Process.demonitor')
  const process = processFor('Process.demonitor')
  if (!isRef(ref)) throw new BadArg(`Process.demonitor: ${inspect(ref)} is no ref`)
  checkOptions('Process.demonitor', options, ['flush', 'info'] satisfies (keyof DemonitorOptions)[])
  const found = monitors.demonitor(machine, process, ref)
  if (found) {
    const mode = process.rare?.aliases?.get(ref)
    if (mode === 'demonitor' || mode === 'replyDemonitor') process.rare?.aliases?.take(ref)
  } else if (options.flush === true) {
    monitors.flushDown(process, ref)
  }
  return options.info === true ? found : true
}
