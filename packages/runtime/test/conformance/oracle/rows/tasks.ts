// Task, of behaviours.exs. Tasks run wherever they are taken: they have no place.

import { exit, type Pid, Process, receive, self, sleep, spawn, spawnMonitor, Task } from 'multibeam'
import { inTime } from '../../helpers.ts'
import { down, exitOf, type Rows } from './row.ts'
import { caught } from './servers.ts'

function* answers(value: unknown): Process<unknown> {
  return value
}

function* exits(reason: unknown): Process {
  exit(reason)
}

function* raises(): Process {
  throw new Error('x')
}

function* throwsValue(): Process {
  throw 'b'
}

function* sleeps(ms: number): Process<number> {
  yield* sleep(ms)
  return ms
}

function* lineage(): Process<unknown> {
  return [Process.get('$callers'), Process.get('$ancestors')]
}

/** The reason with which an await exits, and the call. */
function* failure(code: Process<unknown>): Process<[reason: unknown, call: unknown[]]> {
  return (yield* caught(code)) as [unknown, unknown[]]
}

function* awaitsRaising(): Process {
  yield* Task.await(Task.async(raises))
}

/** A task that traps exits, and has its supervisor stop it. */
function* stoppedBy(supervisor: Pid): Process<unknown> {
  Process.flag('trapExit', true)
  spawn(stops, supervisor, self())
  const [, , reason] = yield* receive<['EXIT', Pid, unknown]>('EXIT')
  return ['told', reason]
}

function* stops(supervisor: Pid, task: Pid): Process {
  yield* Task.Supervisor.terminateChild(supervisor, task)
}

export const tasks = {
  *task_await() {
    return yield* Task.await(Task.async(answers, 42))
  },

  *task_await_timeout() {
    Process.flag('trapExit', true)
    const task = Task.async(sleeps, 60_000)
    const [reason, [module, name]] = yield* failure(Task.await(task, 20))
    const alive = yield* Process.alive(task.pid)
    yield* Task.shutdown(task, 'brutalKill')
    return [[reason, module, name], alive]
  },

  *task_raise_links() {
    const [, ref] = spawnMonitor(awaitsRaising)
    const reason = (yield* down(ref)) as Error
    return [reason.message, typeof reason.stack === 'string']
  },

  *task_raise_trap() {
    Process.flag('trapExit', true)
    const [error, [, , args]] = (yield* failure(Task.await(Task.async(raises)))) as [Error, [string, string, unknown[]]]
    return [error.name, typeof error.stack === 'string', args[1]]
  },

  *task_throw_trap() {
    Process.flag('trapExit', true)
    const [reason] = yield* failure(Task.await(Task.async(throwsValue)))
    // There is no stack of a value that is no Error.
    return [...(reason as unknown[]), true]
  },

  *task_exit_trap() {
    Process.flag('trapExit', true)
    return (yield* failure(Task.await(Task.async(exits, 'boom'))))[0]
  },

  *task_exit_normal() {
    Process.flag('trapExit', true)
    return (yield* failure(Task.await(Task.async(exits, 'normal'))))[0]
  },

  *task_await_twice() {
    const task = Task.async(answers, 1)
    yield* Task.await(task)
    return (yield* failure(Task.await(task, 20)))[0]
  },

  *task_yield_nil_shutdown() {
    const task = Task.async(sleeps, 60_000)
    return [yield* Task.yield(task, 10), yield* Task.shutdown(task)]
  },

  *task_yield_ok() {
    const task = Task.async(answers, 3)
    yield* down(Process.monitor(task.pid))
    return yield* Task.yield(task, 0)
  },

  *task_shutdown_after_reply() {
    const task = Task.async(answers, 3)
    yield* down(Process.monitor(task.pid))
    return yield* Task.shutdown(task)
  },

  *task_shutdown_brutal() {
    return yield* Task.shutdown(Task.async(sleeps, 60_000), 'brutalKill')
  },

  *task_yield_exit() {
    Process.flag('trapExit', true)
    const task = Task.async(exits, 'e')
    const result = yield* Task.yield(task)
    yield* exitOf(task.pid)
    return result
  },

  *async_stream_order() {
    return yield* Task.asyncStream([30, 10, 20], sleeps, { maxConcurrency: 3, timeout: Number.POSITIVE_INFINITY })
  },

  *async_stream_timeout_exit() {
    return yield* Task.asyncStream([1, 60_000], sleeps, { timeout: 30 })
  },

  *async_stream_on_timeout_kill() {
    return yield* inTime((timeout) => Task.asyncStream([1, 60_000], sleeps, { timeout, onTimeout: 'killTask' }))
  },

  *async_nolink_crash() {
    const { pid } = yield* Task.Supervisor.startLink()
    return yield* Task.yield(yield* Task.Supervisor.asyncNolink(pid, exits, 'bad'))
  },

  *task_callers() {
    const [callers, ancestors] = (yield* Task.await(Task.async(lineage))) as [unknown[], unknown[]]
    return [callers.length === 1 && callers[0] === self(), ancestors[0] === self()]
  },

  *task_completed() {
    const results = yield* Task.yieldMany([Task.completed(5), Task.async(answers, 6)])
    return [
      yield* Task.await(Task.completed(1)),
      yield* Task.yield(Task.completed(2)),
      yield* Task.awaitMany([Task.completed(3), Task.async(answers, 4)]),
      results.map(([, result]) => result),
      Task.completed(7).pid,
    ]
  },

  *stream_shutdown() {
    const { pid } = yield* Task.Supervisor.startLink()
    return [
      yield* Task.Supervisor.asyncStreamNolink(pid, [pid], stoppedBy, { shutdown: 'brutalKill' }),
      yield* Task.Supervisor.asyncStreamNolink(pid, [pid], stoppedBy, { shutdown: 5000 }),
    ]
  },

  *async_nolink_shutdown() {
    const { pid } = yield* Task.Supervisor.startLink()
    return [
      yield* Task.yield(yield* Task.Supervisor.asyncNolinkWith(pid, { shutdown: 'brutalKill' }, stoppedBy, pid)),
      yield* Task.yield(yield* Task.Supervisor.asyncNolinkWith(pid, { shutdown: 5000 }, stoppedBy, pid)),
    ]
  },
} satisfies Rows
