// Key pattern 3, the long-running server: a loop that handles one message after the other and keeps a state.
//
//   Elixir                                        TypeScript
//   def start, do:                                function start(): Pid {
//     spawn(fn -> loop(initial_state) end)          return spawn(loop, initialState)
//                                                 }
//   defp loop(state) do                           function* loop(initial: State): Process<never> {
//                                                   let state = initial
//     receive do                                    for (;;) {
//       msg ->                                        const message = yield* receive<Message>()
//         new_state = handle(msg, state)              state = handle(message, state)
//         loop(new_state)                           }
//     end                                         }
//   end
//
// The original leaves state and messages open; here the server adds up the numbers that it is sent. `receive()` without clauses
// takes any message; `Message` says which ones we expect, and `handle` tells them apart.

import { type Pid, Process, receive, self, send, spawn } from 'multibeam'

/** The sum of the numbers so far. */
type State = number
/** What the server takes, and what it answers to `get`. */
type Message = ['add', n: number] | ['get', from: Pid]
type Reply = ['sum', sum: number]

const initialState: State = 0

function start(): Pid {
  return spawn(loop, initialState)
}

export function* loop(initial: State): Process<never> {
  let state = initial
  for (;;) {
    const message = yield* receive<Message>()
    state = handle(message, state) // Keep running
  }
}

function handle(message: Message, state: State): State {
  if (message[0] === 'add') return state + message[1]
  send(message[1], ['sum', state] satisfies Reply)
  return state
}

export function* main(): Process<void> {
  const server = start()

  for (const n of [1, 2, 3]) {
    send(server, ['add', n] satisfies Message)
    send(server, ['get', self()] satisfies Message)
    yield* receive({ sum: (sum: number) => console.log(`Sum: ${sum}`) })
  }

  console.log(`Server alive? ${yield* Process.alive(server)}`)
}
