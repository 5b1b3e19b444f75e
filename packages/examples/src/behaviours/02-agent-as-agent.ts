// The agent of session 7 (`simple-agent-process`) as an Agent: a state, and functions that are sent to it.
//
//   GenServer                                     Agent
//   call: recall(state, key) in the server        Agent.get(agent, recall, key), where `recall` is any process function
//   cast: remember(state, key, value)             Agent.update(agent, remember, key, value)
//   both at once: reply(value, next)              Agent.getAndUpdate(agent, fn): fn gives [value, next]
//
// The functions run in the agent, one after the other, and are process functions: only those are terms, which can be sent. An Agent has no
// protocol of its own: what may be done with its state is decided by those who call. What prints does so here in the client, with what
// came back; the agent only keeps.

import { Agent, inspect, type Pid, type Process } from 'multibeam'

interface Task {
  action: string
  [detail: string]: string
}

interface State {
  name: string
  memory: Record<string, string>
  inbox: Task[]
}

function* start(name: string): Process<Pid> {
  const { pid } = yield* Agent.startLink(
    function* (first: string): Process<State> {
      return { name: first, memory: {}, inbox: [] }
    },
    { args: [name] },
  )
  return pid
}

export function* remember(state: State, key: string, value: string): Process<State> {
  return { ...state, memory: { ...state.memory, [key]: value } }
}

export function* recall({ memory }: State, key: string): Process<string | undefined> {
  return memory[key]
}

export function* addTask(state: State, task: Task): Process<State> {
  return { ...state, inbox: [...state.inbox, task] }
}

/** The oldest task, and the state without it. */
export function* takeTask(state: State): Process<readonly [Task | undefined, State]> {
  const [task, ...inbox] = state.inbox
  return [task, { ...state, inbox }]
}

export function* main(): Process<void> {
  // Create an agent
  const agent = yield* start('Worker-1')

  // Store some memory
  yield* Agent.update(agent, remember, 'context', 'Researching Elixir')
  yield* Agent.update(agent, remember, 'priority', 'high')

  // Recall memory
  console.log(`Context: ${yield* Agent.get(agent, recall, 'context')}`)

  // Send tasks: a cast does not wait
  Agent.cast(agent, addTask, { action: 'search', query: 'OTP' })
  Agent.cast(agent, addTask, { action: 'summarize', doc: 'results' })

  // Check state, by a function written in place
  const state = yield* Agent.get(agent, function* (all: State) {
    return all
  })
  console.log(`Agent state: ${inspect(state)}`)

  // Process tasks, one more than there are
  for (let i = 0; i < 3; i++) {
    const task = yield* Agent.getAndUpdate(agent, takeTask)
    console.log(task === undefined ? 'No tasks in inbox' : `Processed: ${inspect(task)}`)
  }

  // Clean up
  yield* Agent.stop(agent)
}
