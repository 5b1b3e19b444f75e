// Exercise 2: a counter counts up each time it receives `increment`.
//
//   Elixir                                        TypeScript
//   defp loop(count) do                           function* loop(initial: number): Process<void> {
//                                                   let count = initial
//                                                   for (;;) {
//     receive do                                      const next = yield* receive({
//       :increment -> loop(count + 1)                   increment: () => count + 1,
//       {:get, from} ->                                 get: (from: Pid) => {
//         send(from, {:count, count})                     send(from, ['count', count])
//         loop(count)                                     return count
//                                                       },
//       :stop -> IO.puts("…")                           stop: () => { console.log('…'); return undefined },
//     end                                             })
//                                                     if (next === undefined) return
//                                                     count = next
//                                                   }
//   end                                           }
//
// `loop(count + 1)` becomes: the clause returns the next count, or nothing to end (`calculator` explains why).

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { untilEnded } from '../lib/until-ended.ts'

/** What a counter takes, and what it answers to `get`. */
type Message = 'increment' | ['get', from: Pid] | 'stop'
type Count = ['count', count: number]

function start(initial = 0): Pid {
  return spawn(loop, initial)
}

export function* loop(initial: number): Process<void> {
  let count = initial
  for (;;) {
    const next: number | undefined = yield* receive({
      increment: () => count + 1,
      get: (from: Pid) => {
        send(from, ['count', count] satisfies Count)
        return count
      },
      stop: () => {
        console.log(`Final count: ${count}`)
        return undefined
      },
    })
    if (next === undefined) return
    count = next
  }
}

export function* main(): Process<void> {
  // Test it
  const counter = start(0)
  send(counter, 'increment' satisfies Message)
  send(counter, 'increment' satisfies Message)
  send(counter, 'increment' satisfies Message)
  send(counter, ['get', self()] satisfies Message)
  yield* receive({ count: (n: number) => console.log(`Current count: ${n}`) })

  send(counter, 'stop' satisfies Message)
  yield* untilEnded(counter)
}
