import type { Pid } from '@multibeam/scheduler'
import { BadArg, SystemLimit } from '../errors.ts'
import { inspect } from '../inspect.ts'
import type { Machine } from '../machine/machine.ts'
import { type ProcessRecord, rareOf } from '../process/record.ts'

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
    case 'taken': {
      // Its holder may have ended since.
      const holder = pidOfName(machine, name)
      throw new BadArg(`${call}: ${shown} is the name of ${holder === undefined ? 'another process' : inspect(holder)}`)
    }
    case 'full':
      throw new SystemLimit(
        `${call}: no room for the name ${shown}; names are kept for ever, so use few different ones`,
      )
  }
}
