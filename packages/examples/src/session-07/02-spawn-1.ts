// Spawns a process that runs an anonymous function (`spawn/1`), and sees that it is gone afterwards.
//
//   Elixir                                        TypeScript
//   pid = spawn(fn -> … end)                      const pid = spawn(() => { … })
//   Process.sleep(100)                            yield* sleep(100)
//   Process.alive?(pid)                           yield* Process.alive(pid)
//
// A process that has nothing to wait for may be an arrow function; one that receives or sleeps is a `function* () { … }`.

import { inspect, Process, self, sleep, spawn } from 'multibeam'
import { untilEnded } from '../lib/until-ended.ts'

export function* main(): Process<void> {
  // Spawn a process that runs an anonymous function
  const pid = spawn(() => {
    console.log(`Hello from process ${inspect(self())}!`)
  })
  // Either line may be the first: the new process may already run on another core.
  console.log(`Spawned process: ${inspect(pid)}`)

  // Give it a moment to execute; on a very busy machine that may be too short, so see it end
  yield* sleep(100)
  yield* untilEnded(pid)

  // Is it still alive?
  console.log(`Is ${inspect(pid)} alive? ${yield* Process.alive(pid)}`)
}
