import { exit } from '../../process/exit.ts'
import type { NameTerm, ServerRef } from '../start/server-name.ts'

/** Which call it was, for the exit reasons of callers. Erlang's `{Module, Function, Arguments}`. */
export type FailedCall = readonly [behaviour: string, call: string, args: readonly unknown[]]

/**
 * Exits as a call of OTP's does: `['timeout', ['GenServer', 'call', [server, request, 5000]]]`, with `'noproc'`, `'callingSelf'` or the exit reason of the
 * server in place of `'timeout'`. `origin` is such as `'GenServer.call'`. A name of a table stands there as `['via', name]`.
 */
export function exitCall(reason: unknown, origin: string, server: ServerRef, rest: readonly unknown[]): never {
  const [behaviour, call] = origin.split('.') as [string, string]
  exit([reason, [behaviour, call, [shown(server), ...rest]] satisfies FailedCall])
}

function shown(server: ServerRef | NameTerm): unknown {
  if (typeof server !== 'object') return server
  return ['via', 'name' in server ? server.name : server[1]]
}
