// `processes` processes, one after the other: each is spawned with a monitor, does nothing, and its DOWN is awaited.
// Check: the normal exits.

import { type Process, receive, spawnMonitor } from 'multibeam'
import { type Outcome, since } from './outcome.ts'

export function* run(processes: number): Process<Outcome> {
  const start = performance.now()
  let normal = 0
  for (let left = processes; left > 0; left--) {
    const [, ref] = spawnMonitor(child)
    const down = yield* receive<['DOWN', number, 'process', number, unknown]>(['DOWN', ref])
    if (down[4] === 'normal') normal++
  }
  return since(start, normal)
}

export function* child(): Process<void> {}
