import { BadArg, type Pid, Process, receive, System, self, send, spawnWith, timeout } from 'multibeam'
import { down, end, idle, quiet, type Rows } from './row.ts'

function* waitForStop(): Process {
  yield* receive('stop')
}

/** Answers every 'q' with 'a'. */
function* answering(to: Pid): Process {
  for (;;) {
    yield* receive('q')
    send(to, 'a')
  }
}

function* suspendAndEnd(pid: Pid): Process {
  yield* Process.suspend(pid)
}

function* hibernating(): Process {
  yield* Process.hibernate(end)
}

/** An item as Erlang's process_info gives it. */
function* item(
  pid: Pid,
  name: 'status' | 'messages' | 'messageQueueLength' | 'trapExit' | 'priority' | 'links' | 'registeredName',
): Process<[string, unknown]> {
  return [name, yield* Process.info(pid, name)]
}

/** Whether an 'a' has come. */
function* answered(): Process<unknown> {
  yield* quiet()
  const answer = yield* receive('a', { after: 0 })
  return answer === timeout ? 'none' : answer
}

export const control = {
  *pinfo_messages(place) {
    const pid = spawnWith(place, waitForStop)
    send(pid, 'a')
    send(pid, 'b')
    return [yield* item(pid, 'messageQueueLength'), yield* item(pid, 'messages')]
  },

  *suspend_resume(place) {
    const pid = spawnWith(place, answering, self())
    yield* Process.suspend(pid)
    send(pid, 'q')
    const suspended = yield* answered()
    const status = yield* item(pid, 'status')
    Process.resume(pid)
    const resumed = yield* answered()
    try {
      Process.resume(pid)
    } catch (error) {
      if (error instanceof BadArg) return [suspended, status, resumed, 'badarg']
      throw error
    }
    return [suspended, status, resumed, 'resumed twice']
  },

  *suspend_count(place) {
    const pid = spawnWith(place, idle)
    yield* Process.suspend(pid)
    yield* Process.suspend(pid)
    Process.resume(pid)
    const status = yield* item(pid, 'status')
    Process.resume(pid)
    yield* quiet()
    return [status, yield* item(pid, 'status')]
  },

  *suspend_self() {
    return yield* Process.suspend(self())
  },

  *suspender_dies_resumes(place) {
    const pid = spawnWith(place, idle)
    const [, ref] = spawnWith({ monitor: true }, suspendAndEnd, pid)
    yield* down(ref)
    yield* quiet()
    return yield* item(pid, 'status')
  },

  *pflag_prev() {
    return [
      Process.flag('trapExit', true),
      Process.flag('trapExit', false),
      Process.flag('priority', 'high'),
      Process.flag('priority', 'normal'),
    ]
  },

  *pdict() {
    const values = [Process.put('k', 1), Process.put('k', 2), Process.get('k'), Process.delete('k'), Process.get('k')]
    const dictionary = (yield* Process.info(self(), 'dictionary')) ?? new Map()
    return [...values, [...dictionary].filter(([, value]) => value === 2).map(([key]) => key)]
  },

  *hibernate_status(place) {
    const pid = spawnWith(place, hibernating)
    yield* quiet()
    return yield* item(pid, 'status')
  },

  *process_info_list() {
    Process.flag('trapExit', true)
    const items: unknown[] = []
    for (const name of ['trapExit', 'priority', 'links', 'registeredName'] as const)
      items.push(yield* item(self(), name))
    return items
  },

  *spawn_opt_bad(place) {
    return spawnWith({ ...place, foo: 1 } as never, end)
  },

  *proc_limit_error() {
    return Number.isInteger(System.processLimit())
  },
} satisfies Rows
