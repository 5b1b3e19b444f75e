// The checkpoint project: supervised agents that send each other tasks, and survive being killed.
//
// Session 7 previews it: the agents of `simple-agent-process`, with memory and inbox, that work together as in `two-agents`. Here they are
// servers under supervisors:
//
//   Team (rest_for_one)
//     Journal                   keeps every inbox and memory
//     Agents (one_for_one)
//       Researcher --task--> Writer --task--> Reviewer --report--> the client
//
// An agent that is killed loses what it has in its hands, so it has nothing there. A task lies in the journal until it is done, and moves to
// the next inbox in one step. Only then is its agent told. Whoever dies, the successor looks into the journal first, so no task is lost; it
// may be worked on twice, but moves on once, and is reported once.
//
// If the journal itself dies, the tasks are gone, and the agents that count on them are started anew (rest_for_one).

import {
  GenServer,
  inspect,
  noreply,
  type Pid,
  Process,
  receive,
  reply,
  Supervisor,
  self,
  send,
  timeout,
} from 'multibeam'

/** A task on its way: what there is to do, and which steps are done already. */
interface Task {
  id: number
  title: string
  steps: string[]
}

/** What the journal keeps of an agent. */
interface Entry {
  inbox: Task[]
  /** How many tasks it has done, all its lives together. */
  done: number
}

type Entries = Record<string, Entry>

/** What each agent does with a task, and who gets it next. The last one reports to the client. */
const roles: Record<string, { verb: string; next: string | undefined }> = {
  Researcher: { verb: 'researched', next: 'Writer' },
  Writer: { verb: 'written', next: 'Reviewer' },
  Reviewer: { verb: 'reviewed', next: undefined },
}

const names = Object.keys(roles)

export const Journal = GenServer.define({
  init: (): Entries => Object.fromEntries(names.map((name) => [name, { inbox: [], done: 0 }])),
  call: {
    entry: (entries, name: string) => reply(entryOf(entries, name), entries),
    add: (entries, name: string, task: Task) => {
      put(entries, name, task)
      return reply('ok', entries)
    },
    // A task is done: it moves from this inbox to the next, or to the client. Not if somebody has done it before.
    finish: (entries, name: string, task: Task, next: string | Pid) => {
      const entry = entryOf(entries, name)
      if (entry.inbox[0]?.id === task.id) {
        entry.inbox.shift()
        entry.done++
        if (typeof next === 'string') put(entries, next, task)
        else send(next, ['report', task])
      }
      return reply('ok', entries)
    },
  },
})

/** Puts a task into an inbox, and tells the agent. If nobody has the name just now, the next one looks by itself. */
function put(entries: Entries, name: string, task: Task): void {
  entryOf(entries, name).inbox.push(task)
  TaskAgent.cast(name, 'work')
}

function entryOf(entries: Entries, name: string): Entry {
  const entry = entries[name]
  if (entry === undefined) throw new Error(`there is no agent ${name}`)
  return entry
}

interface State {
  name: string
  client: Pid
}

export const TaskAgent = GenServer.define({
  // Says that it is there, and looks for what its predecessor has left.
  init: ({ name, client }: State) => {
    send(client, ['up', name])
    return noreply({ name, client }, { continue: 'work' })
  },
  continue: function* (_work, state) {
    yield* work(state)
    return noreply(state)
  },
  cast: {
    work: function* (state) {
      yield* work(state)
      return noreply(state)
    },
  },
})

/** Does all that is in the inbox. */
function* work({ name, client }: State): Process<void> {
  const { verb, next } = roles[name] as (typeof roles)[string]
  for (;;) {
    const [task] = (yield* Journal.call('Journal', 'entry', name)).inbox
    if (task === undefined) return
    const done = { ...task, steps: [...task.steps, `${verb} by ${name}`] }
    yield* Journal.call('Journal', 'finish', name, done, next ?? client)
  }
}

export const Agents = Supervisor.define({
  strategy: 'one_for_one',
  // We kill on purpose.
  maxRestarts: 100,
  children: (client: Pid) => names.map((name) => TaskAgent.child({ name, client }, { id: name, name })),
})

export const Team = Supervisor.define({
  strategy: 'rest_for_one',
  children: (client: Pid) => [Journal.child(undefined, { name: 'Journal' }), Agents.child(client)],
})

/** Kills an agent, wherever it is in its work, and waits until its successor is there. */
function* kill(name: string): Process<void> {
  const pid = Process.whereis(name)
  if (pid === undefined) throw new Error(`${name} is not there`)
  Process.exit(pid, 'kill')
  yield* receive(['up', name])
}

function* give(id: number, title: string): Process<void> {
  yield* Journal.call('Journal', 'add', 'Researcher', { id, title, steps: [] })
}

function* nextReport(): Process<Task> {
  const [, task] = yield* receive<['report', Task]>('report')
  return task
}

export function* main(): Process<void> {
  const { pid: team } = yield* Team.startLink(self())
  for (const name of names) yield* receive(['up', name])

  // One task, by way of all agents
  yield* give(0, 'Research OTP')
  const { title, steps } = yield* nextReport()
  console.log(`${inspect(title)} was ${steps.join(', ')}`)

  // Many, and agents that are killed in the middle of them
  const tasks = 60
  for (let id = 1; id <= tasks; id++) {
    yield* give(id, `Task ${id}`)
    if (id % 10 === 0) yield* kill(names[(id / 10) % names.length] as string)
  }
  const reported = new Set<number>()
  for (let left = tasks; left > 0; left--) reported.add((yield* nextReport()).id)
  console.log(`${reported.size} of ${tasks} tasks were reported, and ${tasks / 10} agents killed`)
  for (const name of names) console.log(`${name} has done ${(yield* Journal.call('Journal', 'entry', name)).done}`)

  yield* Supervisor.stop(team)
  console.log('More reports?', (yield* receive('report', { after: 0 })) !== timeout)
}
