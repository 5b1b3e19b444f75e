// Measures how long it takes to spawn 1000 processes.
//
//   Elixir                                        TypeScript
//   {time, _} = :timer.tc(fn -> … end)            const [time] = yield* Timer.tc(() => { … })
//   1..1000 |> Enum.map(fn i -> … end)            for (let i = 1; i <= 1000; i++) …
//   spawn(fn -> _result = i * i end)              spawn(() => { const _result = i * i })
//
// The time is in microseconds, as in Erlang. Divided by 1000 it is milliseconds for all, or microseconds for each.

import { type Process, spawn, Timer } from 'multibeam'

export function* main(): Process<void> {
  // Measure time to spawn 1000 processes
  const [timeMicroseconds] = yield* Timer.tc(() => {
    for (let i = 1; i <= 1000; i++) {
      spawn(() => {
        // Each process does a tiny bit of work
        const _result = i * i
      })
    }
  })

  console.log(`Time to spawn 1000 processes: ${timeMicroseconds / 1000} ms`)
  console.log(`Average per process: ${timeMicroseconds / 1000} microseconds`)
}
