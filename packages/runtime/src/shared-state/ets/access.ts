import { execution } from '@multibeam/compiler/support'
import { isPid, type Pid } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { type machine as currentMachine, machineFor, processFor } from '../../machine/current.ts'
import { sendExitTo } from '../../process/exit.ts'
import { demonitor, monitor } from '../../process/monitor.ts'
import { whereis } from '../../process/names.ts'
import { receive } from '../../process/receive.ts'
import { OPERATION } from '../../process/reductions.ts'
import { send } from '../../process/send.ts'
import type { Process } from '../../process/suspension.ts'
import { copyTerm } from '../../terms/copy.ts'
import { type ArgumentsOf, isAllowed, type OperationName, operations, type ValueOf } from './operations.ts'
import type { EtsTable } from './table.ts'

type Machine = NonNullable<typeof currentMachine>

/** Tables have names of their own: a process may be called as a table is. */
export function processNameOf(name: string): string {
  return `$ets:${name}`
}

/** The pid of a table that was given by itself or by its name. Throws BadArg if there is none of that name. */
export function pidOfTable(call: string, table: unknown): Pid {
  const pid = typeof table === 'string' ? whereis(processNameOf(table)) : table
  if (isPid(pid)) return pid
  throw noTable(call, table)
}

export function noTable(call: string, table: unknown): BadArg {
  return new BadArg(
    `${call}: there is no table ${inspect(table)} (any more); a table lasts as long as its owner, unless it has an heir`,
  )
}

/** The table whose process is this one, if that lives on this scheduler. */
export function tableHere(machine: Machine, pid: Pid): EtsTable | undefined {
  return machine.endpoint.table.get(pid)?.rare?.table ?? undefined
}

/**
 * What the owner's death means for its table, done before anybody sees the table again: nobody waits for the news of it. False if the table is
 * to vanish, since there is no heir that lives.
 */
export function settleOwner(machine: Machine, pid: Pid, table: EtsTable): boolean {
  const { owner, heir } = table
  if (machine.endpoint.isAlive(owner)) return true
  if (heir === undefined || heir.pid === owner || !machine.endpoint.isAlive(heir.pid)) return false
  table.owner = heir.pid
  send(heir.pid, ['ETS-TRANSFER', pid, owner, heir.data])
  send(pid, '$ets-owner')
  return true
}

/** Refuses an operation that a process may not do. */
export function checkRight(call: string, table: EtsTable, caller: Pid, name: OperationName): void {
  if (isAllowed(table, caller, operations[name].right)) return
  throw new BadArg(
    `${call}: ${inspect(caller)} may not do that with ${table}, which is ${table.access} and belongs to ${inspect(table.owner)}`,
  )
}

/** The table, if it lives on this scheduler: then it can be used here and now. Throws BadArg if it is gone, or the process may not. */
export function openHere(call: string, machine: Machine, pid: Pid, name: OperationName): EtsTable | undefined {
  const table = tableHere(machine, pid)
  if (table === undefined) return undefined
  const caller = processFor(call).pid
  if (table.owner !== caller) {
    if (!settleOwner(machine, pid, table)) {
      sendExitTo(pid, 'kill')
      throw noTable(call, pid)
    }
    checkRight(call, table, caller, name)
  }
  return table
}

/** Does one operation on a table, wherever it lives; what goes in and what comes out are copies. Throws BadArg. */
export function* perform<N extends OperationName>(
  call: string,
  given: unknown,
  name: N,
  ...args: ArgumentsOf<N>
): Process<ValueOf<N>> {
  const machine = machineFor(call)
  execution.reductions -= OPERATION
  const pid = pidOfTable(call, given)
  const table = openHere(call, machine, pid, name)
  if (table === undefined) return (yield* ask(call, pid, name, args)) as ValueOf<N>
  if (name === 'drop') {
    sendExitTo(pid, 'kill')
    return undefined as ValueOf<N>
  }
  const operation = operations[name] as { perform(table: EtsTable, ...args: unknown[]): unknown }
  return copied(machine, operation.perform(table, ...copiedEach(machine, args))) as ValueOf<N>
}

/** In place: the array is the caller's own. */
function copiedEach(machine: Machine, terms: unknown[]): unknown[] {
  for (let i = 0; i < terms.length; i++) terms[i] = copied(machine, terms[i])
  return terms
}

function copied(machine: Machine, term: unknown): unknown {
  return typeof term === 'object' || typeof term === 'function' || typeof term === 'symbol'
    ? copyTerm(term, 'ets', machine.functions)
    : term
}

/** Asks the table's process. It answers with the monitor's tag, so that one pattern takes the answer and the news that there is no table. */
function* ask(call: string, pid: Pid, name: OperationName, args: readonly unknown[]): Process<unknown> {
  const ref = monitor(pid, { tag: '$ets', alias: 'replyDemonitor' })
  try {
    send(pid, ['$ets', ref, processFor(call).pid, call, name, args])
  } catch (error) {
    demonitor(ref)
    throw error
  }
  const [, , outcome, value, reason] = yield* receive<readonly unknown[]>(['$ets', ref])
  if (outcome === 'done') return value
  if (outcome === 'badArg') throw new BadArg(value as string)
  if (name === 'drop' && reason === 'normal') return undefined
  throw noTable(call, pid)
}
