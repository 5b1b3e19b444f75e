// Counts the processes and the schedulers of the VM, and asks who we are.
//
//   Elixir                                        TypeScript
//   length(Process.list())                        Process.list().length
//   IO.puts("My PID: #{inspect(self())}")         console.log(`My PID: ${inspect(self())}`)
//   Process.alive?(self())                        yield* Process.alive(self())
//   :erlang.system_info(:schedulers)              System.schedulers()
//
// A process function is a `function*`. What may have to wait is called with `yield*`; everything else is an ordinary call.

import { inspect, Process, System, self } from 'multibeam'

export function* main(): Process<void> {
  // How many processes are currently running? A fresh BEAM has about a hundred of its own; here there is just this one.
  const processCount = Process.list().length
  console.log(`Current running processes: ${processCount}`)

  // Our current process
  console.log(`My PID: ${inspect(self())}`)
  console.log(`Am I alive? ${yield* Process.alive(self())}`)

  // How many schedulers do we have? One per core, unless `--schedulers N` says otherwise.
  console.log(System.schedulers())
}
