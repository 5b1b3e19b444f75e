// Key pattern 1, fire and forget: spawn a process and do not ask what became of it.
//
//   Elixir                                        TypeScript
//   spawn(fn -> do_work() end)                    spawn(doWork)
//
// The original leaves `do_work` open; here it adds up some numbers.

import { type Process, spawn } from 'multibeam'
import { untilEnded } from '../lib/until-ended.ts'

export function doWork(): void {
  let sum = 0
  for (let i = 1; i <= 100; i++) sum += i
  console.log(`Work done: the numbers from 1 to 100 add up to ${sum}`)
}

export function* main(): Process<void> {
  const worker = spawn(doWork)
  console.log('Not waiting for the work')

  // Nobody needs the worker's result, but the VM ends with `main`, and the worker would end with it.
  yield* untilEnded(worker)
}
