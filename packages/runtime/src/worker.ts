import module from 'node:module'
import { workerData } from 'node:worker_threads'
import type { ThreadData } from './thread/boot.ts'

/** Not in the type declarations of the oldest Node that we support: from 22.8 on. */
interface CodeCache {
  enableCompileCache?(directory: string): unknown
}

const codeCache = (workerData as ThreadData | undefined)?.codeCache
// Before all else is loaded, and by itself: the compiler's package, whose code-cache.ts says more, takes 2 ms to find.
if (codeCache !== undefined) (module as CodeCache).enableCompileCache?.(codeCache)
const { runSchedulerThread } = await import('./thread/start.ts')
runSchedulerThread()
