// What user modules import. Before the thread reads source maps: its own would take as long as all the rest of a start.
import './index.ts'
import { runSchedulerThread } from './thread/scheduler-thread.ts'

runSchedulerThread()
