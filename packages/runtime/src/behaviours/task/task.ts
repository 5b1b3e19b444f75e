import { nameIntrinsic } from '@multibeam/compiler/support'
import { asyncStream } from './async-stream.ts'
import { awaitMany, awaitTask } from './await.ts'
import { completed } from './completed.ts'
import { shutdownTask } from './shutdown.ts'
import { async, child, start, startLink } from './start-task.ts'
import { TaskSupervisor } from './task-supervisor.ts'
import type { TaskRef } from './task-type.ts'
import { ignoreTask, yieldMany, yieldTask } from './yield.ts'

/** A task that has been started and can be awaited by its owner; `T` is the type of its value. */
export type Task<T = unknown> = TaskRef<T>

/** Processes that compute one value, or do one thing, and end. Those marked with `*` in the documentation are called with `yield*`. */
export const Task = /* @__PURE__ */ nameIntrinsic('multibeam.Task', {
  async,
  completed,
  await: awaitTask,
  awaitMany,
  yield: yieldTask,
  yieldMany,
  ignore: ignoreTask,
  shutdown: shutdownTask,
  start,
  startLink,
  child,
  asyncStream,
  Supervisor: TaskSupervisor,
} as const)
