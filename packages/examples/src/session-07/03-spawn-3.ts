// Spawns a process by module, function and arguments (`spawn/3`).
//
//   Elixir                                        TypeScript
//   defmodule Greeter do                          a module is a file, here this one
//     def say_hello(name) do … end                export function sayHello(name: string) { … }
//   end
//   spawn(Greeter, :say_hello, ["World"])         spawn(mfa(import.meta.url, 'sayHello'), 'World')
//
// `mfa` names a function that this module need not import; it is looked up when the process starts. Where the function is
// at hand, `spawn(sayHello, 'World')` is shorter, and the compiler checks the arguments.

import { inspect, mfa, type Process, self, sleep, spawn } from 'multibeam'
import { untilEnded } from '../lib/until-ended.ts'

export function sayHello(name: string): void {
  console.log(`Hello, ${name}! I am ${inspect(self())}`)
}

export function* main(): Process<void> {
  // Spawn using MFA (module, function, arguments)
  const pid = spawn(mfa(import.meta.url, 'sayHello'), 'World')
  yield* sleep(100)
  yield* untilEnded(pid)
}
