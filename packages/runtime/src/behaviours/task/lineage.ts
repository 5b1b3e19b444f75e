import type { Pid } from '@multibeam/scheduler'
import { processFor } from '../../machine/current.ts'
import { get } from '../../process/dictionary.ts'
import { self } from '../../process/identity.ts'
import { rareOf } from '../../process/record.ts'

/**
 * Whom a task comes from, kept in its dictionary as in Elixir: `$ancestors`, the processes that started each other, and `$callers`, those
 * on whose behalf it works; both the nearest first. They differ when a supervisor starts a task for somebody else.
 */
export interface Lineage {
  readonly ancestors: readonly Pid[]
  readonly callers: readonly Pid[]
}

const ANCESTORS = '$ancestors'
const CALLERS = '$callers'

/** The lineage of what this process starts for itself. */
export function lineageOfChildren(): Lineage {
  const pid = self()
  return { ancestors: [pid, ...listOf(ANCESTORS)], callers: [pid, ...listOf(CALLERS)] }
}

/** Those on whose behalf this process works, and the process itself: the callers of what it has started by somebody else. */
export function callersOfChildren(): readonly Pid[] {
  return [self(), ...listOf(CALLERS)]
}

/** Makes it this process's, which has just begun. */
export function adopt({ ancestors, callers }: Lineage): void {
  const dictionary = new Map<unknown, unknown>()
  dictionary.set(ANCESTORS, ancestors)
  dictionary.set(CALLERS, callers)
  rareOf(processFor('Task')).dictionary = dictionary
}

function listOf(key: string): readonly Pid[] {
  const list = get(key)
  return Array.isArray(list) ? list : []
}
