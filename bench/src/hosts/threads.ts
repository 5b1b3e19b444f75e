/**
 * The work split by hand over bare worker threads: each takes the next piece from a counter in shared memory until none
 * is left. That balances as well as can be and costs next to nothing, which makes it the limit for CPU work.
 */

import { outcomeSince, serve } from './protocol.ts'
import { Team } from './team.ts'
import { isShared, runShared } from './threads-share.ts'

export async function hostThreads(threads: number): Promise<void> {
  const team = await Team.start(threads)
  await serve(async (workload, sizes) => {
    if (isShared(workload)) return runShared(team, workload, sizes)
    const start = performance.now()
    const sum = await team.begin({ workload, sizes }).sum
    return outcomeSince(start, `${sum}`)
  })
  await team.stop()
}
