/**
 * The process that `multibeam bench` starts for each number of schedulers and each Node: `host.js run SCHEDULERS`, which answers what
 * `systems/driver.ts` asks; or `host.js describe URL`, which tells what a user's workload is. Runs named by a URL are a user's workload.
 */

import { VM } from 'multibeam'
import type { Outcome } from '../harness/workload.ts'
import { processLimit } from '../harness/workload.ts'
import { answer, serve } from '../hosts/protocol.ts'

const [role, argument = '1'] = process.argv.slice(2)
const own = new URL('./own.js', import.meta.url)

if (role === 'describe') {
  await using vm = await VM.start({ schedulers: 1 })
  try {
    answer({ ...(await vm.run(vm.module<typeof import('./own.ts')>(own).describe, argument)) })
  } catch (error) {
    answer({ error: causeOf(error) })
  }
} else {
  const vm = await VM.start({ schedulers: Number(argument), processLimit })
  await serve(async (workload, sizes) => {
    const isOwn = workload.includes(':')
    const outcome = isOwn
      ? vm.run(own, 'run', workload, ...sizes)
      : vm.run(new URL(`./${workload}.js`, import.meta.url), 'run', ...sizes)
    return (await outcome) as Outcome
  })
  await vm.stop()
}

/** The process has ended by an error of the module: that is what the user can mend. */
function causeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return cause instanceof Error ? cause.message : String(cause)
}
