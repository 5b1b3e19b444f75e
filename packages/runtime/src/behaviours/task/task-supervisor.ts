import { nameIntrinsic } from '@multibeam/compiler/support'
import type { Pid } from '@multibeam/scheduler'
import { checkOptions } from '../../options.ts'
import { self } from '../../process/identity.ts'
import { link } from '../../process/link.ts'
import { monitor } from '../../process/monitor.ts'
import type { Arguments, Process, ProcessFunction, ResultOf } from '../../process/suspension.ts'
import type { ChildOptions, RestartType, Shutdown } from '../child-spec.ts'
import { DynamicSupervisor, type DynamicSupervisorOptions } from '../dynamic-supervisor/dynamic-supervisor.ts'
import type { ServerRef } from '../start/server-name.ts'
import type { StartResult } from '../start/start-result.ts'
import { supervisedStream } from './async-stream.ts'
import { checkFunction, startTaskLink } from './start-task.ts'
import { checkShutdown, type SupervisedStreamOptions } from './stream-options.ts'
import { begin, startSupervised } from './supervised-task.ts'
import type { TaskRef, TaskResult } from './task-type.ts'

/** What `Task.Supervisor.startChild` takes besides the function and its arguments. */
export interface TaskChildOptions {
  /** Default: temporary. */
  restart?: RestartType
  /** Default: 5000 milliseconds. */
  shutdown?: Shutdown
}

const CHILD_KEYS: readonly string[] = ['restart', 'shutdown'] satisfies (keyof TaskChildOptions)[]

/** What `Task.Supervisor.asyncWith` takes besides the function and its arguments. */
export interface SupervisedTaskOptions {
  /** How the supervisor stops the task. Default: 5000 milliseconds. */
  shutdown?: Shutdown
}

const NO_OPTIONS: SupervisedTaskOptions = {}

/** The spec of one as the child of another supervisor; its id is its name, or `'Task.Supervisor'`. Throws BadArg. */
function child(options: DynamicSupervisorOptions & ChildOptions = {}) {
  return DynamicSupervisor.child(
    options.id === undefined && options.name === undefined ? { id: 'Task.Supervisor', ...options } : options,
  )
}

/** `Task.async`, and the task is also a child of the supervisor. Throws SystemLimit when that has `maxChildren`. Source: `Task.Supervisor.async/3`. */
function* async<F extends ProcessFunction>(
  supervisor: ServerRef,
  fn: F,
  ...args: Arguments<F>
): Process<TaskRef<ResultOf<F>>> {
  return yield* started('Task.Supervisor.async', supervisor, NO_OPTIONS, fn, args, true)
}

/** `async` with options. Source: those of `Task.Supervisor.async/3`. */
function* asyncWith<F extends ProcessFunction>(
  supervisor: ServerRef,
  options: SupervisedTaskOptions,
  fn: F,
  ...args: Arguments<F>
): Process<TaskRef<ResultOf<F>>> {
  return yield* started('Task.Supervisor.asyncWith', supervisor, options, fn, args, true)
}

/** The same without a link: its failure is a message for this process, not its end. Source: `Task.Supervisor.async_nolink/3`. */
function* asyncNolink<F extends ProcessFunction>(
  supervisor: ServerRef,
  fn: F,
  ...args: Arguments<F>
): Process<TaskRef<ResultOf<F>>> {
  return yield* started('Task.Supervisor.asyncNolink', supervisor, NO_OPTIONS, fn, args, false)
}

/** `asyncNolink` with options. */
function* asyncNolinkWith<F extends ProcessFunction>(
  supervisor: ServerRef,
  options: SupervisedTaskOptions,
  fn: F,
  ...args: Arguments<F>
): Process<TaskRef<ResultOf<F>>> {
  return yield* started('Task.Supervisor.asyncNolinkWith', supervisor, options, fn, args, false)
}

function* started<T>(
  call: string,
  supervisor: ServerRef,
  options: SupervisedTaskOptions,
  fn: ProcessFunction,
  args: readonly unknown[],
  linked: boolean,
): Process<TaskRef<T>> {
  checkFunction(call, fn)
  checkOptions(call, options, ['shutdown'] satisfies (keyof SupervisedTaskOptions)[])
  const { shutdown } = options
  checkShutdown(call, shutdown)
  const owner = self()
  const pid = yield* startSupervised(call, supervisor, owner, ['answer', fn, args], shutdown)
  if (linked) link(pid)
  const ref = monitor(pid, { alias: 'demonitor' })
  begin(pid, owner, ref)
  return { pid, ref, owner }
}

/** Starts a task that nobody awaits as a child of the supervisor. Throws BadArg. Source: `Task.Supervisor.start_child/3`. */
function* startChild<F extends ProcessFunction>(
  supervisor: ServerRef,
  fn: F,
  args: Arguments<F>,
  options: TaskChildOptions = {},
): Process<StartResult> {
  const call = 'Task.Supervisor.startChild'
  checkFunction(call, fn)
  checkOptions(call, options, CHILD_KEYS)
  const start = [startTaskLink, fn, ...args] as const
  return yield* DynamicSupervisor.startChild(supervisor, { id: 'Task', restart: 'temporary', ...options, start })
}

/** The pids of the tasks. Source: `Task.Supervisor.children/1`. */
function* children(supervisor: ServerRef): Process<Pid[]> {
  const pids: Pid[] = []
  for (const { pid } of yield* DynamicSupervisor.whichChildren(supervisor)) if (typeof pid === 'number') pids.push(pid)
  return pids
}

/** `Task.asyncStream`, and the tasks are also children of the supervisor. Source: `Task.Supervisor.async_stream/4`. */
function* asyncStream<I, T>(
  supervisor: ServerRef,
  inputs: Iterable<I>,
  fn: ProcessFunction<[input: I], T>,
  options: SupervisedStreamOptions = {},
): Process<TaskResult<T>[]> {
  return yield* supervisedStream('Task.Supervisor.asyncStream', supervisor, inputs, fn, options, true)
}

/** The same without links: a task that crashes gives `['exit', reason]`. Source: `Task.Supervisor.async_stream_nolink/4`. */
function* asyncStreamNolink<I, T>(
  supervisor: ServerRef,
  inputs: Iterable<I>,
  fn: ProcessFunction<[input: I], T>,
  options: SupervisedStreamOptions = {},
): Process<TaskResult<T>[]> {
  return yield* supervisedStream('Task.Supervisor.asyncStreamNolink', supervisor, inputs, fn, options, false)
}

/** A supervisor of tasks: a `DynamicSupervisor` whose children end by themselves. Source: Elixir's `Task.Supervisor`. */
export const TaskSupervisor = /* @__PURE__ */ nameIntrinsic('multibeam.TaskSupervisor', {
  startLink: DynamicSupervisor.startLink,
  child,
  async,
  asyncWith,
  asyncNolink,
  asyncNolinkWith,
  startChild,
  children,
  terminateChild: DynamicSupervisor.terminateChild,
  asyncStream,
  asyncStreamNolink,
  stop: DynamicSupervisor.stop,
} as const)
