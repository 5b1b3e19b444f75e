import type { Pid, Ref } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { machineFor, processFor } from '../../machine/current.ts'
import { demonitor, monitor } from '../../process/monitor.ts'
import { receive } from '../../process/receive.ts'
import { send } from '../../process/send.ts'
import type { Process } from '../../process/suspension.ts'
import { checkRight, noTable, settleOwner, tableHere } from './access.ts'
import { type OperationName, operations } from './operations.ts'
import type { EtsTable } from './table.ts'

type Request = ['$ets', ref: Ref, caller: Pid, call: string, name: OperationName, args: unknown[]]
type Down = ['DOWN', ref: Ref, 'process', pid: Pid, reason: unknown]

/**
 * The process of a table. It is pinned, so the table stays where it was made: processes of that scheduler use it directly, all others ask this
 * one. It ends when the table's owner does, unless there is an heir.
 */
export function* serveTable(): Process<void> {
  const machine = machineFor('Ets')
  const { pid } = processFor('Ets')
  const table = tableHere(machine, pid) as EtsTable
  let watched = table.owner
  let ref = monitor(watched)
  for (;;) {
    const message = yield* receive<Request | Down | unknown>()
    if (!settleOwner(machine, pid, table)) return
    if (Array.isArray(message) && message[0] === '$ets' && answer(pid, table, message as Request) === 'dropped') return
    if (table.owner === watched) continue
    demonitor(ref, { flush: true })
    watched = table.owner
    ref = monitor(watched)
  }
}

function answer(pid: Pid, table: EtsTable, [, ref, caller, call, name, args]: Request): 'dropped' | 'answered' {
  try {
    const operation = operations[name] as { perform(table: EtsTable, ...args: unknown[]): unknown } | undefined
    if (operation === undefined) throw noTable(call, pid)
    checkRight(call, table, caller, name)
    const value = operation.perform(table, ...args)
    // Who drops a table hears of it by its monitor.
    if (name === 'drop') return 'dropped'
    send(ref, ['$ets', ref, 'done', value])
  } catch (error) {
    if (!(error instanceof BadArg)) throw error
    send(ref, ['$ets', ref, 'badArg', error.message])
  }
  return 'answered'
}
