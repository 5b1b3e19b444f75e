import { runSchedulerThread } from './thread/scheduler-thread.ts'

runSchedulerThread()
