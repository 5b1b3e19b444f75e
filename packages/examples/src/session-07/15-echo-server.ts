// Exercise 1: an echo server sends every message back to its sender.
//
//   Elixir                                        TypeScript
//   receive do                                    const message = yield* receive<Message>()
//     :stop -> :ok                                if (message === 'stop') return
//     {msg, from} ->                              const [text, from] = message
//       send(from, {:echo, msg})                  send(from, ['echo', text])
//       loop()
//   end
//
// `{msg, from}` has no tag: its first element is the text, and may be anything, even "stop". Clauses go by the tag, so this receive
// takes any message and looks at it itself. The recursive loop is explained in `calculator`.

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'

/** What the server takes, and what it answers. */
type Message = [text: string, from: Pid] | 'stop'
type Echo = ['echo', text: string]

function start(): Pid {
  return spawn(loop)
}

export function* loop(): Process<void> {
  for (;;) {
    const message = yield* receive<Message>()
    if (message === 'stop') return
    const [text, from] = message
    send(from, ['echo', text] satisfies Echo)
  }
}

export function* main(): Process<void> {
  // Test it
  const echo = start()
  send(echo, ['Hello!', self()] satisfies Message)
  yield* receive({ echo: (text: string) => console.log(`Echo: ${text}`) })

  send(echo, 'stop' satisfies Message)
}
