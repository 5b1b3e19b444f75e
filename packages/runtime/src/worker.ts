import { workerData } from 'node:worker_threads'
import { useCodeCache } from '@multibeam/compiler/code-cache'
import type { ThreadData } from './thread/boot.ts'

// Before all else is loaded.
useCodeCache((workerData as ThreadData | undefined)?.codeCache)
const { runSchedulerThread } = await import('./thread/start.ts')
runSchedulerThread()
