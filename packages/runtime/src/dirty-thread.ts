import { startDirtyThread } from './dirty/thread.ts'

/** The handler of each task of the pool, see dirty/pool.ts. */
export default startDirtyThread()
