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
  const awaited: number = yield* Task.await(Task.completed(3))
  const [, [, second]] = yield* Task.yieldMany([Task.completed('a'), task])
  second satisfies TaskResult<number> | undefined
  yield* Task.Supervisor.asyncStream(supervisor, [1], square, { shutdown: 'brutalKill', maxConcurrency: 2 })
  const stoppedSoon: Task<number> = yield* Task.Supervisor.asyncNolinkWith(supervisor, { shutdown: 10 }, square, 3)
  const { pid } = Task.start(square, 3)
  const spec = Task.child(square, [3], { restart: 'transient' })
  const members: Pid[] = yield* pg.getMembers('group')
  yield* Registry.unregisterMatch('names', ['k', 1], (value: { any: string }) => value.any === 'value')
  const count: number = yield* Registry.countSelect('names', (_key, holder) => holder === pid)
  const registered = yield* Registry.register('names', ['k', 1], { any: 'value' })
  if (!registered.ok) registered.reason[1] satisfies Pid
  void [awaited, stoppedSoon, count, nine, full, n, s, maybe, stopped, squares, supervised, below, pid, spec, members]
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
  // @ts-expect-error: a stream without a supervisor stops no tasks
  yield* Task.asyncStream([1], square, { shutdown: 1 })
  // @ts-expect-error: a time or brutalKill
  yield* Task.Supervisor.asyncStream(supervisor, [1], square, { shutdown: 'kill' })
  // @ts-expect-error: the inputs must be what the function takes, below a supervisor as well
  yield* Task.Supervisor.asyncStreamNolink(supervisor, ['a'], square)
  // @ts-expect-error: the arguments of a child are those of its function, in an array
  yield* Task.Supervisor.startChild(supervisor, square, ['three'])
  // @ts-expect-error: there is no such option
  yield* Task.Supervisor.asyncWith(supervisor, { restart: 'permanent' }, square, 3)
  // @ts-expect-error: it has no process to be stopped
  yield* Task.shutdown(Task.completed(3))
  // @ts-expect-error: the values are numbers
  const texts: TaskResult<string>[] = yield* Task.asyncStream([1], square)
  // @ts-expect-error: the second value is a text
  const numbers: [number, number] = yield* Task.awaitMany([Task.async(square, 3), Task.async(name, 'a', 'b')])
  // @ts-expect-error: the name of a registry is a string
  yield* Registry.lookup(supervisor, 'key')
  // @ts-expect-error: whose keys are asked for is a pid
  yield* Registry.keys('names', 'pid')
  // @ts-expect-error: the new value is like the old one
  yield* Registry.updateValue('names', 'key', (value: number) => `${value}`)
  // @ts-expect-error: metadata are pairs
  yield* Registry.startLink({ name: 'names', keys: 'unique', meta: ['colour'] })
  // @ts-expect-error: a monitor is ended by its ref
  yield* pg.demonitor('group')
  void [texts, numbers]
  // @ts-expect-error: keys are unique or duplicate
  yield* Registry.startLink({ name: 'names', keys: 'many' })
  // @ts-expect-error: members are pids
  yield* pg.join('group', 'name')
  void text
}
