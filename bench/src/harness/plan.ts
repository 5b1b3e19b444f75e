/** What a run of the bench measures, in which order. */

import { availableParallelism } from 'node:os'
import type { System } from '../systems/system.ts'
import { type Lane, lanesOf } from './lanes.ts'
import type { NodeBinary } from './nodes.ts'
import type { Workload } from './workload.ts'

/** One comparison: a workload at a number of schedulers, the JavaScript systems on one Node. */
export interface Entry {
  readonly workload: Workload
  readonly schedulers: number
  readonly node: NodeBinary
  readonly lanes: readonly Lane[]
}

export interface Skipped {
  readonly workload: Workload
  readonly reason: string
}

export interface PlanOptions {
  readonly systems: readonly System[]
  /** `undefined` for those that the workload's targets are about. */
  readonly schedulers: readonly number[] | undefined
  readonly quick: boolean
  readonly nodes: readonly NodeBinary[]
}

/** What identifies an entry from one run of the bench to the next. */
export function entryKey({ workload, schedulers, node }: Entry): string {
  return `${workload.id}@${schedulers} ${node.version}`
}

/** The same for people. */
export function entryName({ workload, schedulers, node }: Entry): string {
  return `${workload.id} on ${schedulers} scheduler${schedulers === 1 ? '' : 's'}, ${node.version}`
}

export function planOf(workloads: readonly Workload[], options: PlanOptions): { entries: Entry[]; skipped: Skipped[] } {
  const entries: Entry[] = []
  const skipped: Skipped[] = []
  for (const node of options.nodes) {
    for (const workload of workloads) {
      const asked = options.schedulers ?? usualSchedulers(workload, options.quick)
      const minimum = workload.minimumSchedulers ?? 1
      const enough = asked.filter((schedulers) => schedulers >= minimum)
      const possible = enough.map((schedulers) => ({
        workload,
        schedulers,
        node,
        lanes: lanesOf(workload, options.systems, schedulers),
      }))
      // Lanes of its own are the same whatever is asked.
      const chosen = workload.lanes ? possible.slice(0, 1) : possible
      entries.push(...chosen.filter(({ lanes }) => lanes.length > 0))
      if (node !== options.nodes[0]) continue
      if (enough.length === 0) {
        skipped.push({ workload, reason: `It needs at least ${minimum} schedulers: --schedulers ${minimum}` })
      } else if (chosen.every(({ lanes }) => lanes.length === 0)) {
        skipped.push({
          workload,
          reason: `It runs on ${workload.systems.join(', ')}, none of which is here and chosen.`,
        })
      }
    }
  }
  return { entries, skipped }
}

/** One per core, and one where there is a target for it; a quick run has time for one of them. */
function usualSchedulers(workload: Workload, quick: boolean): number[] {
  if (workload.usualSchedulers) return workload.usualSchedulers.slice(quick ? -1 : 0)
  const cores = Math.max(availableParallelism(), workload.minimumSchedulers ?? 1)
  const targets = [...workload.targets, ...(workload.figures ?? []).flatMap(({ targets = [] }) => targets)]
  const judgedAlone = targets.some(({ one }) => one !== undefined)
  const judgedTogether = targets.length === 0 || targets.some(({ more }) => more !== undefined)
  if (!judgedAlone) return [cores]
  if (!judgedTogether || cores === 1) return [1]
  return quick ? [cores] : [1, cores]
}
