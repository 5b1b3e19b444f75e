import { runTraceThread } from './trace/thread.ts'

runTraceThread()
