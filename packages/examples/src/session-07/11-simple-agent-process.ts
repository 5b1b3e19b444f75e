// An agent as a process, with a name, a memory and an inbox of tasks.
//
//   Elixir                                        TypeScript
//   %{name: name, memory: %{}, inbox: []}         { name, memory: {}, inbox: [] }
//   receive do                                    state = yield* receive({
//     {:get_state, from} ->                         getState: (from: Pid) => {
//       send(from, {:state, state})                   send(from, ['state', state])
//       loop(state)                                   return state
//                                                   },
//     {:remember, key, value} ->                    remember: (key: string, value: string) => {
//       new_memory = Map.put(…)                       const memory = { ...state.memory, [key]: value }
//       loop(%{state | memory: new_memory})           return { ...state, memory }
//                                                   },
//     other -> …                                    _: (other) => …,
//   end                                           })
//
// `loop(state)` becomes: the clause returns the next state (see `calculator` for why). The clause for :process_next in the
// original looks into its state with `case`; here that is an `if`.

import { inspect, type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { untilEnded } from '../lib/until-ended.ts'

interface Task {
  action: string
  [detail: string]: string
}

interface State {
  name: string
  memory: Record<string, string>
  inbox: Task[]
}

/** What an agent takes. */
type Message =
  | ['getState', from: Pid]
  | ['remember', key: string, value: string]
  | ['recall', key: string, from: Pid]
  | ['task', task: Task]
  | ['processNext', from: Pid]
  | 'stop'

/** What it answers to those that carry a `from`. */
type Reply =
  | ['state', state: State]
  | ['recalled', key: string, value: string | undefined]
  | ['processed', task: Task]
  | ['empty', explanation: string]

function start(name: string): Pid {
  return spawn(loop, { name, memory: {}, inbox: [] })
}

export function* loop(initial: State): Process<void> {
  let state = initial
  for (;;) {
    const next: State | undefined = yield* receive({
      // Get current state
      getState: (from: Pid) => {
        send(from, ['state', state] satisfies Reply)
        return state
      },

      // Store something in memory
      remember: (key: string, value: string) => ({ ...state, memory: { ...state.memory, [key]: value } }),

      // Recall from memory
      recall: (key: string, from: Pid) => {
        send(from, ['recalled', key, state.memory[key]] satisfies Reply)
        return state
      },

      // Receive a task (add to inbox)
      task: (task: Task) => {
        console.log(`[${state.name}] Received task: ${inspect(task)}`)
        return { ...state, inbox: [...state.inbox, task] }
      },

      // Process next task
      processNext: (from: Pid) => {
        const [task, ...rest] = state.inbox
        if (task === undefined) {
          send(from, ['empty', 'No tasks in inbox'] satisfies Reply)
          return state
        }
        console.log(`[${state.name}] Processing: ${inspect(task)}`)
        send(from, ['processed', task] satisfies Reply)
        return { ...state, inbox: rest }
      },

      stop: () => {
        console.log(`[${state.name}] Shutting down`)
        return undefined
      },

      _: (other: unknown) => {
        console.log(`[${state.name}] Unknown message: ${inspect(other)}`)
        return state
      },
    })
    if (next === undefined) return
    state = next
  }
}

export function* main(): Process<void> {
  // Create an agent
  const agent = start('Worker-1')

  // Store some memory
  send(agent, ['remember', 'context', 'Researching Elixir'] satisfies Message)
  send(agent, ['remember', 'priority', 'high'] satisfies Message)

  // Recall memory
  send(agent, ['recall', 'context', self()] satisfies Message)
  const [, , context] = yield* receive<['recalled', 'context', string]>(['recalled', 'context'])
  console.log(`Context: ${context}`)

  // Send tasks
  send(agent, ['task', { action: 'search', query: 'OTP' }] satisfies Message)
  send(agent, ['task', { action: 'summarize', doc: 'results' }] satisfies Message)

  // Check state
  send(agent, ['getState', self()] satisfies Message)
  yield* receive({ state: (state: State) => console.log(`Agent state: ${inspect(state)}`) })

  // Process tasks
  send(agent, ['processNext', self()] satisfies Message)
  yield* receive({ processed: (task: Task) => console.log(`Processed: ${inspect(task)}`) })

  // Clean up
  send(agent, 'stop' satisfies Message)
  yield* untilEnded(agent)
}
