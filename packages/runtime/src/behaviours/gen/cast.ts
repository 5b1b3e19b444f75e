import { isPid, type Pid } from '@multibeam/scheduler'
import { whereis } from '../../process/names.ts'
import { send } from '../../process/send.ts'
import type { Process } from '../../process/suspension.ts'
import { find, type ServerRef, type ViaName } from '../start/server-name.ts'

/** Sends a message, and does not care whether somebody gets it. Source: OTP's `gen_server:cast/2`. */
export function cast(server: Pid | string, message: readonly unknown[]): void {
  if (typeof server !== 'string') {
    send(server, message)
    return
  }
  const pid = whereis(server)
  if (pid !== undefined) send(pid, message)
}

/** The same to a name of a table, which takes process code to look up. */
export function* castVia(call: string, server: ViaName | ServerRef, message: readonly unknown[]): Process {
  const pid = isPid(server) ? server : yield* find(call, server)
  if (pid !== undefined) send(pid, message)
}
