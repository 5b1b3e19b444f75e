// Shows that the mailbox is a queue: a receive takes the oldest message that matches; the others keep their order.
//
//   Elixir                                        TypeScript
//   send(self(), {:a, 1})                         send(self(), ['a', 1])
//   receive do {:a, n} -> … end                   yield* receive({ a: (n: number) => … })
//   Process.info(self(), :messages)               yield* Process.info(self(), 'messages')
//
// A receive with clauses passes over what none of them matches, like Elixir's. `yield* receive()` takes whatever is first.

import { inspect, Process, receive, self, send } from 'multibeam'

/** What this process takes. */
type Message = ['a', n: number] | ['b', n: number]

export function* main(): Process<void> {
  // Send multiple messages
  send(self(), ['a', 1] satisfies Message)
  send(self(), ['b', 2] satisfies Message)
  send(self(), ['a', 3] satisfies Message)

  // This will match the FIRST ['a', …] message
  yield* receive({ a: (n: number) => console.log(`First match for :a -> ${n}`) })

  // ['b', 2] is still in the queue, along with ['a', 3]
  console.log(inspect(yield* Process.info(self(), 'messages')))

  // Clean up remaining messages
  yield* receive({ b: (n: number) => console.log(`Got :b -> ${n}`) })
  yield* receive({ a: (n: number) => console.log(`Got remaining :a -> ${n}`) })
}
