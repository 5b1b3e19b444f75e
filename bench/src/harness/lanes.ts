/** The columns of a comparison. */

import type { System } from '../systems/system.ts'
import type { LaneSpec, Workload } from './workload.ts'

/** A system that takes part in a comparison. Its label is what ratios are named after. */
export interface Lane {
  readonly label: string
  readonly system: System
  readonly schedulers: number
}

/** The lanes that a workload has with these systems; none when no system has a side of it. */
export function lanesOf(workload: Workload, systems: readonly System[], schedulers: number): Lane[] {
  const named = new Map(systems.map((system) => [system.name, system]))
  const specs: readonly LaneSpec[] = workload.lanes ?? workload.systems.map((system) => ({ system, schedulers }))
  const lanes: Lane[] = []
  for (const spec of specs) {
    const system = named.get(spec.system)
    if (!system) continue
    const label = workload.lanes ? `${spec.system}@${spec.schedulers}` : spec.system
    lanes.push({ label, system, schedulers: system.schedulers(spec.schedulers) })
  }
  // In the order of the systems, so that ours comes first and takes its turn first.
  return workload.lanes ? lanes : lanes.sort((a, b) => systems.indexOf(a.system) - systems.indexOf(b.system))
}
