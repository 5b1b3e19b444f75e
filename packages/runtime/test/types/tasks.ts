// What must compile, and what must not: checked by `pnpm typecheck`, never run.

import { type Pid, type Process, pg, Registry, Task, type TaskResult } from 'multibeam'

function* square(n: number): Process<number> {
  return n * n
}

function* name(first: string, last: string): Process<string> {
  return `${first} ${last}`
}

export function* right(supervisor: Pid): Process {
  const task = Task.async(square, 3)
  const nine: number = yield* Task.await(task)
  const full: string = yield* Task.await(Task.async(name, 'a', 'b'))
  const [n, s]: [number, string] = yield* Task.awaitMany([task, Task.async(name, 'a', 'b')])
  const maybe: TaskResult<number> | undefined = yield* Task.yield(task, 10)
  const stopped: TaskResult<number> | undefined = yield* Task.shutdown(task, 'brutalKill')
  const squares: TaskResult<number>[] = yield* Task.asyncStream([1, 2], square, { onTimeout: 'killTask' })
  const supervised: Task<number> = yield* Task.Supervisor.async(supervisor, square, 3)
  const below: TaskResult<number>[] = yield* Task.Supervisor.asyncStreamNolink(supervisor, new Set([1]), square)
  const { pid } = Task.start(square, 3)
  const spec = Task.child(square, [3], { restart: 'transient' })
  const members: Pid[] = yield* pg.getMembers('group')
  const registered = yield* Registry.register('names', ['k', 1], { any: 'value' })
  if (!registered.ok) registered.reason[1] satisfies Pid
  void [nine, full, n, s, maybe, stopped, squares, supervised, below, pid, spec, members]
}

export function* wrong(supervisor: Pid): Process {
  // @ts-expect-error: square takes a number
  Task.async(square, 'three')
  // @ts-expect-error: and one argument
  Task.async(square, 3, 4)
  // @ts-expect-error: its value is a number
  const text: string = yield* Task.await(Task.async(square, 3))
  // @ts-expect-error: the inputs must be what the function takes
  yield* Task.asyncStream(['a'], square)
  // @ts-expect-error: there is no such option
  yield* Task.asyncStream([1], square, { concurrency: 3 })
  // @ts-expect-error: nor such a reaction
  yield* Task.asyncStream([1], square, { onTimeout: 'ignore' })
  // @ts-expect-error: a pid is no task
  yield* Task.await(supervisor)
  // @ts-expect-error: a time or brutalKill
  yield* Task.shutdown(Task.async(square, 3), 'kill')
  // @ts-expect-error: square takes a number, below a supervisor as well
  yield* Task.Supervisor.asyncNolink(supervisor, square, 'three')
  // @ts-expect-error: the arguments of a child are those of its function
  Task.child(square, ['three'])
  // @ts-expect-error: keys are unique or duplicate
  yield* Registry.startLink({ name: 'names', keys: 'many' })
  // @ts-expect-error: members are pids
  yield* pg.join('group', 'name')
  void text
}
