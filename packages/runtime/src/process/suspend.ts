import { isPid, type Pid } from '@multibeam/scheduler'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { askAbout } from '../machine/ask.ts'
import { machineFor, processFor } from '../machine/current.ts'
import { applySuspend, sendResume } from '../signals/suspends.ts'
import { Few } from './few.ts'
import { localReceiver } from './local-receiver.ts'
import { rareOf } from './record.ts'
import type { Suspension } from './suspension.ts'

/**
 * Suspends another process: it runs no more until `Process.resume` has been called as often, or this process has exited. It still
 * receives messages. Returns once it is suspended. For debugging. Throws BadArg for this process itself and for a dead one.
 * Source: Erlang's `suspend_process/1`.
 */
export function* suspend(pid: Pid): Generator<Suspension, true, unknown> {
  const call = 'Process.suspend'
  const machine = machineFor(call)
  const process = processFor(call)
  if (!isPid(pid) || pid === process.pid) {
    throw new BadArg(`${call}: ${inspect(pid)} is ${pid === process.pid ? 'this process itself' : 'no pid'}`)
  }
  const local = localReceiver(machine, pid)
  if (local !== undefined) applySuspend(local, process.pid)
  else if ((yield* askAbout(machine, pid, ['suspend'])) !== true) {
    throw new BadArg(`${call}: process ${inspect(pid)} does not live`)
  }
  const rare = rareOf(processFor(call))
  rare.suspending ??= new Few()
  rare.suspending.set(pid, (rare.suspending.get(pid) ?? 0) + 1)
  return true
}

/** Takes back one `Process.suspend` of this process. Throws BadArg if there was none. Source: Erlang's `resume_process/1`. */
export function resume(pid: Pid): true {
  const call = 'Process.resume'
  const machine = machineFor(call)
  const process = processFor(call)
  const times = process.rare?.suspending?.get(pid)
  if (times === undefined) throw new BadArg(`${call}: ${inspect(pid)} is no process that this one has suspended`)
  if (times > 1) process.rare?.suspending?.set(pid, times - 1)
  else process.rare?.suspending?.take(pid)
  sendResume(machine, process.pid, pid, 1)
  return true
}
