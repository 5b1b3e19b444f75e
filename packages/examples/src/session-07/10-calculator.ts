// A calculator process takes requests and sends back responses.
//
//   Elixir                                        TypeScript
//   defp loop do                                  function* loop(): Process<void> {
//                                                   for (;;) {
//     receive do                                      const running = yield* receive({
//       {:add, a, b, from} ->                           add: (a: number, b: number, from: Pid) => {
//         send(from, {:result, a + b})                    send(from, ['result', a + b])
//         loop()                                          return true
//                                                       },
//       :stop -> IO.puts("…")                           stop: () => { console.log('…'); return false },
//     end                                             })
//                                                     if (!running) return
//                                                   }
//   end                                           }
//
// The recursive loop. An Elixir process stays alive by calling `loop()` at the end of each clause: a tail call, which reuses the
// stack frame. JavaScript has no tail calls, so a process that calls itself for every message would grow without end.
// Here the loop is a loop: each clause returns whether (or, with a state, in which state: see `counter`) to go on.

import { type Pid, Process, receive, self, send, sleep, spawn } from 'multibeam'
import { untilEnded } from '../lib/until-ended.ts'

/** What a calculator takes, and what it answers to a calculation. */
type Request = ['add', a: number, b: number, from: Pid] | ['multiply', a: number, b: number, from: Pid] | 'stop'
type Result = ['result', n: number]

function start(): Pid {
  return spawn(loop)
}

export function* loop(): Process<void> {
  for (;;) {
    const running = yield* receive({
      add: (a: number, b: number, from: Pid) => {
        send(from, ['result', a + b] satisfies Result)
        return true // Keep running!
      },
      multiply: (a: number, b: number, from: Pid) => {
        send(from, ['result', a * b] satisfies Result)
        return true
      },
      stop: () => {
        console.log('Calculator stopping')
        return false // The process ends
      },
    })
    if (!running) return
  }
}

export function* main(): Process<void> {
  // Start the calculator
  const calculator = start()

  // Send some calculations
  send(calculator, ['add', 5, 3, self()] satisfies Request)
  yield* receive({ result: (n: number) => console.log(`5 + 3 = ${n}`) })

  send(calculator, ['multiply', 4, 7, self()] satisfies Request)
  yield* receive({ result: (n: number) => console.log(`4 * 7 = ${n}`) })

  // Stop the calculator
  send(calculator, 'stop' satisfies Request)
  yield* sleep(100)
  yield* untilEnded(calculator)
  console.log(`Calculator alive? ${yield* Process.alive(calculator)}`)
}
