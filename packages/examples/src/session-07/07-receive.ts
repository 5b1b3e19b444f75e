// Takes messages out of the mailbox with `receive`.
//
//   Elixir                                        TypeScript
//   receive do                                    yield* receive({
//     {:greeting, msg} -> IO.puts(msg)              greeting: (message: string) => console.log(message),
//   end                                           })
//   receive do :done -> … end                     yield* receive({ done: () => … })
//
// A clause is named after the tag of its messages. What follows the tag in the message becomes the handler's arguments.

import { type Process, receive, self, send } from 'multibeam'

/** What this process takes. */
type Message = ['greeting', text: string] | ['number', n: number] | 'done'

export function* main(): Process<void> {
  send(self(), ['greeting', 'Hello!'] satisfies Message)
  send(self(), ['number', 42] satisfies Message)
  send(self(), 'done' satisfies Message)

  // Now consume the messages we sent
  yield* receive({ greeting: (text: string) => console.log(`Got greeting: ${text}`) })
  yield* receive({ number: (n: number) => console.log(`Got number: ${n}`) })
  yield* receive({ done: () => console.log('Got done signal') })
}
