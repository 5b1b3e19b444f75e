import type { Pid } from '@multibeam/scheduler'
import { ANCESTORS, CALLERS, get, put } from '../../process/dictionary.ts'
import { self } from '../../process/identity.ts'

const PARENT = '$parent'
/** In the dictionary of a process that runs inside of another's code: the function or definition that it was started for. */
export const INITIAL_CALL = '$initialCall'

/** The ancestors of what this process starts: itself and its own. */
export function ancestorsOfChildren(): Pid[] {
  return [self(), ...listOf(ANCESTORS)]
}

/** Those on whose behalf a task of this process works: itself and those for whom it works. */
export function callersOfChildren(): Pid[] {
  return [self(), ...listOf(CALLERS)]
}

export function adoptAncestors(ancestors: readonly Pid[]): void {
  put(ANCESTORS, ancestors)
}

/**
 * Who started this process and is linked with it: its exit is a behaviour's own. Undefined if nobody is, as for one started by `start`.
 * Source: OTP's behaviours, whose parent is then themselves.
 */
export function parent(): Pid | undefined {
  return get(PARENT) as Pid | undefined
}

export function adoptParent(pid: Pid): void {
  put(PARENT, pid)
}

function listOf(key: string): readonly Pid[] {
  const list = get(key)
  return Array.isArray(list) ? (list as Pid[]) : []
}
