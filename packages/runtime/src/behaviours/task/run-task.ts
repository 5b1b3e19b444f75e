import type { Pid, Ref } from '@multibeam/scheduler'
import { receive } from '../../process/receive.ts'
import { send } from '../../process/send.ts'
import { isProcessCode, type Process, type ProcessFunction } from '../../process/suspension.ts'
import { adopt, type Lineage } from './lineage.ts'

/** The process of a task that somebody awaits. Where the answer goes comes in its first message: the address is made with the process. */
export function* answeringTask(owner: Pid, lineage: Lineage, fn: ProcessFunction, args: readonly unknown[]): Process {
  adopt(lineage)
  const [, , ref] = yield* receive<['$task', Pid, Ref]>(['$task', owner])
  send(ref, [ref, yield* call(fn, args)])
}

/** The process of a task that nobody awaits. */
export function* lonelyTask(lineage: Lineage, fn: ProcessFunction, args: readonly unknown[]): Process {
  adopt(lineage)
  yield* call(fn, args)
}

/** Calls a process function or an ordinary one. */
export function* call(fn: ProcessFunction, args: readonly unknown[]): Process<unknown> {
  const result: unknown = fn(...args)
  return isProcessCode(result) ? yield* result : result
}
