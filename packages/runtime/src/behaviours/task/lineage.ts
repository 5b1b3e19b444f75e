import type { Pid } from '@multibeam/scheduler'
import { processFor } from '../../machine/current.ts'
import { ANCESTORS, CALLERS } from '../../process/dictionary.ts'
import { Flag } from '../../process/flag-bits.ts'
import { rareOf } from '../../process/record.ts'
import { ancestorsOfChildren, callersOfChildren } from '../start/lineage.ts'

/** Whom a task comes from. The two differ when a supervisor starts a task for somebody else. */
export interface Lineage {
  readonly ancestors: readonly Pid[]
  readonly callers: readonly Pid[]
}

/** The lineage of a task that this process starts for itself. */
export function lineageOfTasks(): Lineage {
  return { ancestors: ancestorsOfChildren(), callers: callersOfChildren() }
}

/** Makes it this process's, which has just begun. */
export function adopt({ ancestors, callers }: Lineage): void {
  const dictionary = new Map<unknown, unknown>()
  dictionary.set(ANCESTORS, ancestors)
  dictionary.set(CALLERS, callers)
  rareOf(processFor('Task')).dictionary = dictionary
}

/** The same for a process whose parent has neither ancestors nor callers, and is the one for whom it works. */
export function adoptParentAlone(): void {
  processFor('Task').flags |= Flag.descends
}
