import { inspect } from '../inspect.ts'
import type { ProcessRecord } from '../process/record.ts'

/** Says on stderr that a process ended by an uncaught exception. The main thread hears of a process of `vm.run` itself. */
export function reportCrash(process: ProcessRecord, error: unknown): void {
  if (process.rare !== null && process.rare.request !== -1) return
  console.error(
    `process ${inspect(process.pid)} (${process.fn.name || 'inline function'}) crashed: ${error instanceof Error ? (error.stack ?? error) : inspect(error)}`,
  )
}
