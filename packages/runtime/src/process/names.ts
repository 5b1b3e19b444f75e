import { isPid, type Pid } from '@multibeam/scheduler'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { askAbout } from '../machine/ask.ts'
import { machineFor } from '../machine/current.ts'
import { checkName, claimName, pidOfName, type Refusal, refuseName, releaseName } from '../signals/names.ts'
import { localReceiver } from './local-receiver.ts'
import type { Suspension } from './suspension.ts'
import { counted } from './yield.ts'

/**
 * Gives a process a name, by which messages reach it from every scheduler. The name is free again when the process has exited. Different names
 * are kept for ever, up to a million: do not make them up without end.
 *
 * Throws BadArg if the name is taken, the process has a name or does not live, and for `'undefined'`; SystemLimit when there is no room.
 * Source: Erlang's `register/2`.
 */
export function* register(pid: Pid, name: string): Generator<Suspension, true, unknown> {
  const call = 'Process.register'
  machineFor(call)
  if (!isPid(pid)) throw new BadArg(`${call}: ${inspect(pid)} is no pid`)
  checkName(call, name)
  yield* counted()
  const machine = machineFor(call)
  const local = localReceiver(machine, pid)
  const refusal =
    local !== undefined
      ? claimName(machine, local, name)
      : ((yield* askAbout(machine, pid, ['register', name])) as Refusal | undefined)
  if (refusal !== undefined) refuseName(call, machineFor(call), refusal, pid, name)
  return true
}

/** Takes a name away from its process. Throws BadArg if no process has it. Source: Erlang's `unregister/1`. */
export function* unregister(name: string): Generator<Suspension, true, unknown> {
  const call = 'Process.unregister'
  machineFor(call)
  checkName(call, name)
  yield* counted()
  const machine = machineFor(call)
  const pid = pidOfName(machine, name)
  const local = pid === undefined ? undefined : localReceiver(machine, pid)
  const released =
    pid !== undefined &&
    (local !== undefined ? releaseName(machine, local, name) : yield* askAbout(machine, pid, ['unregister', name]))
  if (released !== true) throw new BadArg(`${call}: no process is called ${inspect(name)}`)
  return true
}

/** The pid of the process that has a name; undefined if none has. Source: Erlang's `whereis/1`. */
export function whereis(name: string): Pid | undefined {
  const machine = machineFor('Process.whereis')
  if (typeof name !== 'string') throw new BadArg(`Process.whereis: ${inspect(name)} is no name`)
  return pidOfName(machine, name)
}

/** All names that processes have now, in no particular order. Source: Erlang's `registered/0`. */
export function* registered(): Generator<Suspension, string[], unknown> {
  machineFor('Process.registered')
  yield* counted()
  return Array.from(machineFor('Process.registered').names.held(), ([name]) => name)
}
