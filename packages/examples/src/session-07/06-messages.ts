// Sends messages to ourselves and looks at the mailbox without taking them out.
//
//   Elixir                                        TypeScript
//   send(self(), {:greeting, "Hello!"})           send(self(), ['greeting', 'Hello!'])
//   send(self(), :done)                           send(self(), 'done')
//   Process.info(self(), :messages)               yield* Process.info(self(), 'messages')
//
// A tuple becomes an array, an atom a string. A message is copied when it is sent, as on the BEAM.

import { inspect, Process, self, send } from 'multibeam'

/** What this process takes. */
type Message = ['greeting', text: string] | ['number', n: number] | 'done'

export function* main(): Process<void> {
  // Send a message to ourselves
  send(self(), ['greeting', 'Hello!'] satisfies Message)
  send(self(), ['number', 42] satisfies Message)
  send(self(), 'done' satisfies Message)

  // Check our mailbox (without consuming messages)
  console.log(inspect(yield* Process.info(self(), 'messages')))
}
