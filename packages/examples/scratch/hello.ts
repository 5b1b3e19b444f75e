import { VM, receive, send, self, spawn, sleep, Process, type Pid, inspect } from 'multibeam'
function* child(parent: Pid): Process<void> {
  console.log('child', inspect(self()))
  send(parent, ['hi', self()])
}
export function* main(n: number): Process<number> {
  const pid = spawn(child, self())
  const m = yield* receive('hi')
  console.log('got', inspect(m), inspect(pid))
  yield* sleep(20)
  console.log('alive', yield* Process.alive(pid), Process.list().length)
  return n * 2
}
console.log(await VM.run(import.meta.url, main, 21))
