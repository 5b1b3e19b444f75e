/**
 * The entry of the bundle, which has three roles: the command `pnpm bench`; with `host SYSTEM SCHEDULERS`, the process in
 * which a JavaScript system lives; and in the threads of the systems `threads` and `piscina`, the code that computes.
 */

import { dirname, join } from 'node:path'
import { isMainThread, workerData } from 'node:worker_threads'
import { bench } from './bench.ts'
import { durations } from './harness/durations.ts'
import { benchFolder } from './harness/places.ts'
import { runHost } from './hosts/index.ts'
import { threadRole } from './hosts/team.ts'
import { serveThread } from './hosts/thread.ts'
import { systems } from './systems/index.ts'
import { workloads } from './workloads/index.ts'

export { piscinaTask } from './hosts/piscina-task.ts'

if (isMainThread) {
  const [role, system, schedulers] = process.argv.slice(2)
  if (role === 'host') await runHost(system, Number(schedulers))
  else {
    // Ended by `exit`, at which the children are killed and the temporary folder is removed.
    process.once('SIGINT', () => process.exit(130))
    process.once('SIGTERM', () => process.exit(143))
    const { stdout, stderr } = process
    const folders = {
      reportFolder: join(benchFolder, 'report'),
      recordFolder: join(benchFolder, 'recorded'),
      readme: join(dirname(benchFolder), 'README.md'),
    }
    const surroundings = { workloads, systems, stdout, stderr, durations, ...folders }
    process.exitCode = await bench(process.argv.slice(2), surroundings)
  }
} else if (workerData === threadRole) {
  serveThread()
}
