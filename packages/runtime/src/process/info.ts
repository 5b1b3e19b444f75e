import { isPid, type Pid } from '@multibeam/scheduler'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { askAbout } from '../machine/ask.ts'
import { machineFor, processFor } from '../machine/current.ts'
import { INFO_ITEMS, type InfoItem, itemsOf, type ProcessInfo } from '../machine/process-info.ts'
import { copyTerm } from '../terms/copy.ts'
import { localReceiver } from './local-receiver.ts'
import type { Suspension } from './suspension.ts'
import { counted } from './yield.ts'

const ALL_BUT_MESSAGES = INFO_ITEMS.filter((item) => item !== 'messages')

export function info<I extends InfoItem>(pid: Pid, item: I): Generator<Suspension, ProcessInfo[I] | undefined, unknown>
export function info<I extends InfoItem>(
  pid: Pid,
  ...items: [I, I, ...I[]]
): Generator<Suspension, Pick<ProcessInfo, I> | undefined, unknown>
export function info(pid: Pid): Generator<Suspension, Omit<ProcessInfo, 'messages'> | undefined, unknown>
/**
 * What a process is and does: one item gives its value, several an object, none all but `messages`; a dead process gives undefined.
 * Seen behind every message that this process has sent it before. Throws BadArg. Source: Erlang's `process_info/2`.
 */
export function* info(pid: Pid, ...items: InfoItem[]): Generator<Suspension, unknown, unknown> {
  processFor('Process.info')
  if (!isPid(pid)) throw new BadArg(`Process.info: ${inspect(pid)} is no pid`)
  for (const item of items) {
    if (!INFO_ITEMS.includes(item)) {
      throw new BadArg(`Process.info: ${inspect(item)} is no item; there are ${INFO_ITEMS.join(', ')}`)
    }
  }
  yield* counted()
  const machine = machineFor('Process.info')
  const wanted = items.length === 0 ? ALL_BUT_MESSAGES : items
  const { endpoint } = machine
  // The main thread's mailbox is no process.
  if (endpoint.isAlive(pid) && endpoint.ownerOf(pid) === 0) return undefined
  // A process that may have been stolen from here, or has signals on their way, is asked like one of another scheduler.
  const local = localReceiver(machine, pid)
  const found = (
    local !== undefined
      ? copyTerm(itemsOf(machine, local, wanted), 'info', machine.functions)
      : yield* askAbout(machine, pid, ['info', wanted])
  ) as Partial<ProcessInfo> | undefined
  return items.length === 1 && found !== undefined ? found[items[0] as InfoItem] : found
}

/**
 * Whether a process lives, behind every signal that this process has sent it before: after `Process.exit(pid, 'kill')` it does not.
 * Throws BadArg. Source: Erlang's `is_process_alive/1`.
 */
export function* alive(pid: Pid): Generator<Suspension, boolean, unknown> {
  machineFor('Process.alive')
  if (!isPid(pid)) throw new BadArg(`Process.alive: ${inspect(pid)} is no pid`)
  yield* counted()
  const machine = machineFor('Process.alive')
  if (!machine.endpoint.isAlive(pid)) return false
  if (localReceiver(machine, pid) !== undefined || machine.current === null) return true
  return (yield* askAbout(machine, pid, ['alive'])) as boolean
}

/** The pids of all processes of the VM, each once, in no particular order; the main thread's is not among them. */
export function list(): Pid[] {
  return machineFor('Process.list').endpoint.pids()
}
