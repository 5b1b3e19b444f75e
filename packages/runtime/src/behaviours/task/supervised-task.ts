import type { Pid, Ref } from '@multibeam/scheduler'
import { SystemLimit } from '../../errors.ts'
import { exit } from '../../process/exit.ts'
import { demonitor, monitor } from '../../process/monitor.ts'
import { receive } from '../../process/receive.ts'
import { send } from '../../process/send.ts'
import { spawnLink } from '../../process/spawn.ts'
import type { Process, ProcessFunction } from '../../process/suspension.ts'
import type { ChildOptions } from '../child-spec.ts'
import { DynamicSupervisor } from '../dynamic-supervisor/dynamic-supervisor.ts'
import { ancestorsOfChildren, callersOfChildren } from '../start/lineage.ts'
import type { ServerRef } from '../start/server-name.ts'
import { Started, type StartResult } from '../start/start-result.ts'
import { adopt } from './lineage.ts'
import { call } from './run-task.ts'
import { answer } from './stream-task.ts'

/** What a task does when it has been told where its answer goes. */
export type Duty =
  | readonly ['answer', fn: ProcessFunction, args: readonly unknown[]]
  | readonly ['stream', fn: ProcessFunction, index: number, input: unknown]

/** Starts a task below a supervisor, on behalf of this process, to which it is not linked yet. It waits for `begin`. */
export function* startSupervised(
  origin: string,
  supervisor: ServerRef,
  owner: Pid,
  duty: Duty,
  shutdown: ChildOptions['shutdown'],
): Process<Pid> {
  const result = yield* DynamicSupervisor.startChild(supervisor, {
    id: 'Task',
    restart: 'temporary',
    ...(shutdown === undefined ? {} : { shutdown }),
    start: [startWaiting, owner, callersOfChildren(), duty],
  })
  if (result.ok || result.reason !== 'maxChildren') return result.pid
  throw new SystemLimit(`${origin}: the supervisor has as many tasks as its maxChildren allows`)
}

/** Tells a supervised task where its answer goes: it begins. */
export function begin(pid: Pid, owner: Pid, ref: Ref): void {
  send(pid, ['$task', owner, ref])
}

/** In the supervisor. */
export function* startWaiting(owner: Pid, callers: readonly Pid[], duty: Duty): Process<StartResult> {
  return new Started(spawnLink(supervisedTask, owner, ancestorsOfChildren(), callers, duty), undefined)
}

type Begin = ['$task', owner: Pid, ref: Ref]
type Down = ['DOWN', ref: Ref, 'process', pid: Pid, reason: unknown]

/** The process of a supervised task that somebody awaits: it ends with an owner who ends before it has begun. */
export function* supervisedTask(owner: Pid, ancestors: readonly Pid[], callers: readonly Pid[], duty: Duty): Process {
  adopt({ ancestors, callers })
  const watch = monitor(owner)
  const message = yield* receive<Begin | Down>(
    (one: unknown) => Array.isArray(one) && ((one[0] === '$task' && one[1] === owner) || one[1] === watch),
  )
  if (message[0] === 'DOWN') exit(message[4])
  demonitor(watch, { flush: true })
  const ref = message[2]
  if (duty[0] === 'answer') send(ref, [ref, yield* call(duty[1], duty[2])])
  else yield* answer(ref, duty[2], duty[1], duty[3])
}
