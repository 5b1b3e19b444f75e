// What user modules import of this package is loaded with the first of them that does: it is more than half of all code, and programs wait for this one.
// But what moves with a process has its number by the order of loading, which is the same in every thread only here.
import '../behaviours/gen/pending-call.ts'
import '../process/sleep.ts'

export { runSchedulerThread } from './scheduler-thread.ts'
