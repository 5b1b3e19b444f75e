import type { Ref } from '@multibeam/scheduler'
import { demonitor } from '../../process/monitor.ts'
import { receive, type Timeout } from '../../process/receive.ts'
import type { Process } from '../../process/suspension.ts'
import type { TaskResult } from './task-type.ts'

type Answer = [ref: Ref, value: unknown] | ['DOWN', ref: Ref, 'process', who: unknown, reason: unknown]

function isAnswer(message: unknown, ref: Ref): boolean {
  if (!Array.isArray(message)) return false
  return message[0] === ref ? message.length === 2 : message[0] === 'DOWN' && message[1] === ref
}

/** How a task has ended, as soon as it has; `timeout` if it has not within `after` milliseconds. Nothing of it stays in the mailbox. */
export function* receiveResult<T>(ref: Ref, after: number): Process<TaskResult<T> | Timeout> {
  const message = yield* receive<Answer>((other: unknown) => isAnswer(other, ref), { after })
  if (typeof message === 'symbol') return message
  if (message[0] === 'DOWN') return ['exit', message[4]]
  demonitor(ref, { flush: true })
  return ['ok', message[1] as T]
}

/** The same for one of several tasks: whichever ends first. */
export function* receiveAnyResult(
  refs: ReadonlySet<Ref>,
  after: number,
): Process<[ref: Ref, result: TaskResult<unknown>] | Timeout> {
  const message = yield* receive<Answer>((other: unknown) => isAnswerOfAny(other, refs), { after })
  if (typeof message === 'symbol') return message
  if (message[0] === 'DOWN') return [message[1], ['exit', message[4]]]
  demonitor(message[0], { flush: true })
  return [message[0], ['ok', message[1]]]
}

function isAnswerOfAny(message: unknown, refs: ReadonlySet<Ref>): boolean {
  if (!Array.isArray(message)) return false
  return refs.has(message[0]) ? message.length === 2 : message[0] === 'DOWN' && refs.has(message[1])
}
