/** The workload `theft`: what its processes measure, and what a trace says of the time since the thefts themselves. */

import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { VM } from 'multibeam'
import { processModule } from '../harness/places.ts'
import type { Outcome } from '../harness/workload.ts'
import { percentile } from '../workloads/multibeam/outcome.ts'

/** Events of a trace that tell of thefts; the time is in microseconds, on a clock that all schedulers share. */
interface TraceEvent {
  readonly name: string
  readonly cat?: string
  readonly ph: string
  readonly tid: number
  readonly ts: number
  readonly args?: { readonly process?: string; readonly name?: string }
}

/** Process function of the workload that is there to be stolen. */
const LOOT = 'loot'

export function isTheft(workload: string): boolean {
  return workload === 'theft'
}

/** Runs the workload under a trace. Its figures begin with the 50th and the 99th percentile of the time since a theft. */
export async function runTheft(vm: VM, sizes: readonly number[]): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'multibeam-theft-'))
  try {
    const trace = vm.trace(join(folder, 'trace.json'))
    const outcome = (await vm.run(processModule('theft'), 'run', ...sizes)) as Outcome
    await trace.stop()
    const events = JSON.parse(await readFile(trace.file, 'utf8')) as TraceEvent[] | { traceEvents: TraceEvent[] }
    const times = sinceThefts(Array.isArray(events) ? events : events.traceEvents)
    return { ...outcome, figures: [percentile(times, 50), percentile(times, 99), ...(outcome.figures ?? [])] }
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Nanoseconds from each theft to the first slice of each process that it took. */
export function sinceThefts(events: readonly TraceEvent[]): number[] {
  const inOrder = events.filter(({ ts }) => ts !== undefined).sort((a, b) => a.ts - b.ts)
  const times: number[] = []
  /** The last theft of each scheduler, and the processes that it has taken over since, not started yet. */
  const thefts = new Map<number, number>()
  const taken = new Map<string, number>()
  for (const { name, cat, tid, ts, args } of inOrder) {
    const process = args?.process ?? ''
    const stolenAt = taken.get(process)
    if (name === 'steal') {
      thefts.set(tid, ts)
    } else if (name === 'take over' && args?.name === LOOT) {
      const theft = thefts.get(tid)
      if (theft !== undefined) taken.set(process, theft)
    } else if (cat === 'slice' && stolenAt !== undefined) {
      times.push((ts - stolenAt) * 1000)
      taken.delete(process)
    }
  }
  return times
}
