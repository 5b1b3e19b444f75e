import type { Pid, Ref } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { processFor } from '../../machine/current.ts'
import { alias, unalias } from '../../process/alias.ts'
import { dictionaryOf } from '../../process/dictionary.ts'
import { exit, sendExitTo } from '../../process/exit.ts'
import { Flag } from '../../process/flag-bits.ts'
import { self } from '../../process/identity.ts'
import { link, unlink } from '../../process/link.ts'
import { cancelTimer, sendAfter } from '../../process/message-timer.ts'
import { demonitor, monitor } from '../../process/monitor.ts'
import { receive, timeout } from '../../process/receive.ts'
import { spawnLink } from '../../process/spawn.ts'
import type { Process, ProcessFunction } from '../../process/suspension.ts'
import { System } from '../../system/system.ts'
import type { Shutdown } from '../child-spec.ts'
import type { ServerRef } from '../start/server-name.ts'
import { type Lineage, lineageOfTasks } from './lineage.ts'
import { checkFunction } from './start-task.ts'
import { type StreamOptions, type SupervisedStreamOptions, splitSupervised, streamOptions } from './stream-options.ts'
import {
  closeInputs,
  forget,
  nextInput,
  type RunningTask,
  remember,
  runningTasks,
  type StreamState,
  settle,
  settleExit,
  type Watch,
} from './stream-state.ts'
import { ANSWER, descendedStreamTask, type StreamAnswer, streamTask } from './stream-task.ts'
import { begin, startSupervised } from './supervised-task.ts'
import type { TaskResult } from './task-type.ts'

/** The exit of a linked task, in a process that traps exits. */
type Exit = ['EXIT', pid: Pid, reason: unknown]

/** In place of an index: the time of the oldest task may be over. */
const TICK = -1

/**
 * Runs `fn` on each input, each in a process of its own, linked to this one, and never more than `maxConcurrency` at once; the results are
 * `['ok', value]`, in the order of the inputs. Inputs are taken when there is room for their tasks.
 *
 * A task that crashes ends this process, too, unless it traps exits; then, or if the task exits with `'normal'`, its result is
 * `['exit', reason]`. One that takes longer than `timeout` ends this process with `['timeout', ['Task', 'asyncStream', [timeout]]]`; with
 * `onTimeout: 'killTask'` its result is `['exit', 'timeout']`.
 *
 * Throws BadArg, UnsendableTerm. Source: Elixir's `Task.async_stream/3`.
 */
export function* asyncStream<I, T>(
  inputs: Iterable<I>,
  fn: ProcessFunction<[input: I], T>,
  options: StreamOptions = {},
): Process<TaskResult<T>[]> {
  checkFunction('Task.asyncStream', fn)
  const process = processFor('Task.asyncStream')
  // In most streams nobody has anything to tell: the task then knows by itself whom it comes from.
  const lineage = dictionaryOf(process) === null ? undefined : lineageOfTasks()
  const watch = (process.flags & Flag.trapExit) !== 0 ? 'trap' : 'link'
  return (yield* runStream('Task.asyncStream', inputs, fn, options, watch, lineage, undefined)) as TaskResult<T>[]
}

/** The same with a supervisor as the parent of the tasks; without links their crashes are results. */
export function* supervisedStream<I, T>(
  call: string,
  supervisor: ServerRef,
  inputs: Iterable<I>,
  fn: ProcessFunction<[input: I], T>,
  options: SupervisedStreamOptions,
  linked: boolean,
): Process<TaskResult<T>[]> {
  checkFunction(call, fn)
  const [shutdown, own] = splitSupervised(call, options)
  const traps = (processFor(call).flags & Flag.trapExit) !== 0
  const watch = linked ? (traps ? 'trap' : 'link') : 'monitor'
  const below: Supervision = { call, supervisor, shutdown }
  return (yield* runStream(call, inputs, fn, own, watch, undefined, below)) as TaskResult<T>[]
}

/** Whose children the tasks of a stream are, and how they are stopped. */
interface Supervision {
  readonly call: string
  readonly supervisor: ServerRef
  readonly shutdown: Shutdown | undefined
}

function* runStream(
  call: string,
  inputs: Iterable<unknown>,
  fn: ProcessFunction,
  options: StreamOptions,
  watch: Watch,
  lineage: Lineage | undefined,
  supervision: Supervision | undefined,
): Process<TaskResult<unknown>[]> {
  const checked = streamOptions(call, options)
  if (typeof inputs?.[Symbol.iterator] !== 'function') {
    throw new BadArg(`${call}: ${inspect(inputs)} cannot be iterated over; give an array or another iterable`)
  }
  const state: StreamState = {
    ref: alias(),
    fn,
    options: checked,
    watch,
    inputs: Array.isArray(inputs) ? inputs : inputs[Symbol.iterator](),
    started: 0,
    running: 0,
    tasks: [],
    oldest: 0,
    byPid: new Map(),
    results: [],
    timer: undefined,
  }
  let complete = false
  try {
    yield* collect(state, lineage, supervision)
    complete = true
    return state.results
  } finally {
    unalias(state.ref)
    if (!complete) {
      for (const task of runningTasks(state)) yield* kill(state, task)
      closeInputs(state)
    }
    if (state.timer !== undefined) yield* cancelTimer(state.timer)
    // A tick that has been sent already, and the answers of those whose time was over, must not stay behind.
    while ((yield* receive(ANSWER, { after: 0 })) !== timeout);
  }
}

/** Keeps as many tasks running as may be, until all have ended. */
function* collect(state: StreamState, lineage: Lineage | undefined, supervision: Supervision | undefined): Process {
  for (;;) {
    if (supervision === undefined) startTasks(state, lineage)
    else yield* startSupervisedTasks(state, supervision)
    if (state.running === 0) return
    const message =
      state.watch === 'trap'
        ? yield* receive<StreamAnswer | Exit>((other: unknown) => isForTrapping(state, other))
        : yield* receive<StreamAnswer>(ANSWER)
    if (message[1] === TICK) yield* expire(state)
    else take(state, message)
  }
}

function startTasks(state: StreamState, lineage: Lineage | undefined): void {
  const { maxConcurrency } = state.options
  while (state.running < maxConcurrency) {
    const { done, value } = nextInput(state)
    if (done === true) return
    const index = state.started
    const pid =
      lineage === undefined
        ? spawnLink(streamTask, state.ref, index, state.fn, value)
        : spawnLink(descendedStreamTask, lineage, state.ref, index, state.fn, value)
    hasStarted(state, pid, value, undefined)
  }
}

function* startSupervisedTasks(state: StreamState, { call, supervisor, shutdown }: Supervision): Process {
  while (state.running < state.options.maxConcurrency) {
    const { done, value } = nextInput(state)
    if (done === true) return
    const owner = self()
    const duty = ['stream', state.fn, state.started, value] as const
    const pid = yield* startSupervised(call, supervisor, owner, duty, shutdown)
    const ref = state.watch === 'monitor' ? monitor(pid, { tag: ANSWER }) : undefined
    if (ref === undefined) link(pid)
    hasStarted(state, pid, value, ref)
    begin(pid, owner, state.ref)
  }
}

function hasStarted(state: StreamState, pid: Pid, input: unknown, ref: Ref | undefined): void {
  const { timeout: limit } = state.options
  const due = limit === Number.POSITIVE_INFINITY ? limit : System.uptime() + limit
  remember(state, { index: state.started, pid, input, monitor: ref, due, answered: false })
  if (state.timer === undefined && due !== Number.POSITIVE_INFINITY) setTimer(state, limit)
}

function isForTrapping({ byPid }: StreamState, message: unknown): boolean {
  return Array.isArray(message) && (message[0] === ANSWER || (message[0] === 'EXIT' && byPid.has(message[1])))
}

function take(state: StreamState, message: StreamAnswer | Exit): void {
  const ended = endOf(message)
  const index = ended === undefined ? (message[1] as number) : state.byPid.get(ended[0])
  const task = index === undefined ? undefined : state.tasks[index]
  // The answer of a task whose time was over.
  if (task === undefined) return
  if (!task.answered) {
    task.answered = true
    if (ended !== undefined) settleExit(state, task, ended[1])
    else if (message.length === 4) settleExit(state, task, message[3])
    else settle(state, task.index, ['ok', message[2]])
  }
  if (ended !== undefined || state.watch === 'link') forget(state, task)
}

/** The pid and the reason, if it is the news of an end. */
function endOf(message: StreamAnswer | Exit): readonly [pid: Pid, reason: unknown] | undefined {
  if (message[0] === 'EXIT') return [message[1] as Pid, message[2]]
  return message.length === 5 ? [message[3], message[4]] : undefined
}

/** The time of the oldest task may be over, and that of others with it. */
function* expire(state: StreamState): Process {
  const { timeout: limit, onTimeout } = state.options
  const now = System.uptime()
  state.timer = undefined
  for (const task of runningTasks(state)) {
    if (task.due > now) {
      setTimer(state, task.due - now)
      return
    }
    if (task.answered) continue
    if (onTimeout === 'exit') exit(['timeout', ['Task', 'asyncStream', [limit]]])
    yield* kill(state, task)
    settleExit(state, task, 'timeout')
  }
}

function setTimer(state: StreamState, ms: number): void {
  state.timer = sendAfter(self(), [ANSWER, TICK], ms)
}

/** Ends a task, of which nothing is heard afterwards. */
function* kill(state: StreamState, task: RunningTask): Process {
  unlink(task.pid)
  if (task.monitor !== undefined) demonitor(task.monitor)
  sendExitTo(task.pid, 'kill')
  forget(state, task)
  if (state.watch === 'trap') yield* receive(['EXIT', task.pid], { after: 0 })
}
