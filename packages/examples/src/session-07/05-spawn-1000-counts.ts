// Counts the processes before and after 1000 more have been spawned.
//
//   Elixir                                        TypeScript
//   before = length(Process.list())               const before = Process.list().length
//   for i <- 1..1000 do                           for (let i = 1; i <= 1000; i++) {
//     spawn(fn -> Process.sleep(5000) end)          spawn(function* () { yield* sleep(5000) })
//   end                                           }
//
// The program does not wait for the 5 seconds: when `main` returns, the VM ends, and every process in it.

import { Process, sleep, spawn } from 'multibeam'

export function* main(): Process<void> {
  const before = Process.list().length

  // Spawn processes that stay alive longer
  for (let i = 1; i <= 1000; i++) {
    spawn(function* () {
      yield* sleep(5000) // Stay alive for 5 seconds
    })
  }

  const afterSpawn = Process.list().length
  console.log(`Processes before: ${before}`)
  console.log(`Processes after spawning 1000: ${afterSpawn}`)
  console.log(`Difference: ${afterSpawn - before}`)
}
