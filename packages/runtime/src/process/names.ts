import { isPid, type Pid } from '@multibeam/scheduler'
import { BadArg, SystemLimit } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { askAbout } from '../machine/ask.ts'
import { machineFor } from '../machine/current.ts'
import type { Machine } from '../machine/machine.ts'
import { type ProcessRecord, rareOf } from './record.ts'
import { localReceiver } from './send.ts'
import type { Suspension } from './suspension.ts'

/** Why a name could not be given. */
export type Refusal = 'dead' | 'named' | 'taken' | 'full'

/** The process that has a name. */
export function pidOfName(machine: Machine, name: string): Pid | undefined {
  const { names } = machine
  const index = names.find(name)
  if (index === -1) return undefined
  const pid = names.pidOf(index)
  return pid === 0 ? undefined : pid
}

/** Gives a process of this scheduler a name; why not, if it cannot have it. */
export function claimName(machine: Machine, process: ProcessRecord, name: string): Refusal | undefined {
  const rare = rareOf(process)
  if (rare.name !== -1) return 'named'
  const index = machine.names.intern(name)
  if (index === -1) return 'full'
  if (!machine.names.claim(index, process.pid)) return 'taken'
  rare.name = index
  return undefined
}

/** Takes its name from a process of this scheduler; false if it has another one, or none. */
export function releaseName(machine: Machine, process: ProcessRecord, name: string): boolean {
  const { rare } = process
  if (rare === null || rare.name === -1 || machine.names.nameOf(rare.name) !== name) return false
  machine.names.release(rare.name, process.pid)
  rare.name = -1
  return true
}

export function checkName(call: string, name: unknown): asserts name is string {
  if (typeof name === 'string' && name !== '' && name !== 'undefined') return
  throw new BadArg(`${call}: ${inspect(name)} is no name; give a string other than '' and 'undefined'`)
}

export function refuseName(call: string, machine: Machine, refusal: Refusal, pid: Pid, name: string): never {
  const shown = inspect(name)
  switch (refusal) {
    case 'dead':
      throw new BadArg(`${call}: process ${inspect(pid)} does not live, so it cannot be called ${shown}`)
    case 'named':
      throw new BadArg(`${call}: process ${inspect(pid)} has a name already, and a process has one at the most`)
    case 'taken':
      throw new BadArg(`${call}: ${shown} is the name of process ${inspect(pidOfName(machine, name))}`)
    case 'full':
      throw new SystemLimit(`${call}: no room for the name ${shown}; names are kept for ever, so use few different ones`)
  }
}

/**
 * Gives a process a name, by which messages reach it from every scheduler. The name is free again when the process has exited. Different names
 * are kept for ever, up to a million: do not make them up without end.
 *
 * Throws BadArg if the name is taken, the process has a name or does not live, and for `'undefined'`; SystemLimit when there is no room.
 * Source: Erlang's `register/2`.
 */
export function* register(pid: Pid, name: string): Generator<Suspension, true, unknown> {
  const call = 'Process.register'
  const machine = machineFor(call)
  if (!isPid(pid)) throw new BadArg(`${call}: ${inspect(pid)} is no pid`)
  checkName(call, name)
  const local = localReceiver(machine, pid)
  const refusal =
    local !== undefined
      ? claimName(machine, local, name)
      : ((yield* askAbout(machine, pid, ['register', name])) as Refusal | undefined)
  if (refusal !== undefined) refuseName(call, machine, refusal, pid, name)
  return true
}

/** Takes a name away from its process. Throws BadArg if no process has it. Source: Erlang's `unregister/1`. */
export function* unregister(name: string): Generator<Suspension, true, unknown> {
  const call = 'Process.unregister'
  const machine = machineFor(call)
  checkName(call, name)
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
  const { names } = machineFor('Process.registered')
  return Array.from(names.held(), ([name]) => name)
}
