// The agent of session 7 (`simple-agent-process`) as a GenServer.
//
//   By hand                                       As a GenServer
//   function* loop(initial) { for (;;) … }        what GenServer.define makes runs the loop
//   ['recall', key, from]                         call: recall(state, key) gives reply(value, state)
//   ['task', task]                                cast: task(state, task) gives noreply(next)
//   _: (other) => …                               info(message, state)
//   'stop'                                        SimpleAgent.stop(agent), and then terminate(reason, state)
//
// A call carries the address of its caller by itself, and exits the caller when the server is not there or ends. The types of
// arguments and replies are those of the handlers.

import { GenServer, inspect, noreply, type Process, reply, send } from 'multibeam'

interface Task {
  action: string
  [detail: string]: string
}

interface State {
  name: string
  memory: Record<string, string>
  inbox: Task[]
}

export const SimpleAgent = GenServer.define({
  init: (name: string): State => ({ name, memory: {}, inbox: [] }),

  call: {
    // Get current state
    getState: (state) => reply(state, state),

    // Recall from memory
    recall: (state, key: string) => reply(state.memory[key], state),

    // Process next task
    processNext: (state) => {
      const [task, ...inbox] = state.inbox
      if (task === undefined) return reply(['empty', 'No tasks in inbox'] as const, state)
      console.log(`[${state.name}] Processing: ${inspect(task)}`)
      return reply(['processed', task] as const, { ...state, inbox })
    },
  },

  cast: {
    // Store something in memory
    remember: (state, key: string, value: string) => noreply({ ...state, memory: { ...state.memory, [key]: value } }),

    // Receive a task (add to inbox)
    task: (state, task: Task) => {
      console.log(`[${state.name}] Received task: ${inspect(task)}`)
      return noreply({ ...state, inbox: [...state.inbox, task] })
    },
  },

  // What is neither a call nor a cast
  info: (message, state) => {
    console.log(`[${state.name}] Unknown message: ${inspect(message)}`)
    return noreply(state)
  },

  terminate: (reason, { name }) => console.log(`[${name}] Shutting down: ${inspect(reason)}`),
})

export function* main(): Process<void> {
  // Create an agent
  const { pid: agent } = yield* SimpleAgent.startLink('Worker-1')

  // Store some memory
  SimpleAgent.cast(agent, 'remember', 'context', 'Researching Elixir')
  SimpleAgent.cast(agent, 'remember', 'priority', 'high')

  // Recall memory
  console.log(`Context: ${yield* SimpleAgent.call(agent, 'recall', 'context')}`)

  // Send tasks
  SimpleAgent.cast(agent, 'task', { action: 'search', query: 'OTP' })
  SimpleAgent.cast(agent, 'task', { action: 'summarize', doc: 'results' })

  // Check state
  console.log(`Agent state: ${inspect(yield* SimpleAgent.call(agent, 'getState'))}`)

  // Process tasks, one more than there are
  for (let i = 0; i < 3; i++) {
    const [outcome, what] = yield* SimpleAgent.call(agent, 'processNext')
    console.log(outcome === 'processed' ? `Processed: ${inspect(what)}` : what)
  }

  // Say something that it does not understand
  send(agent, 'hello')

  // Clean up
  yield* SimpleAgent.stop(agent)
}
