import { BadArg } from '../../errors.ts'
import { isProcessFunction } from '../../functions/registry.ts'
import { inspect } from '../../inspect.ts'
import { processFor } from '../../machine/current.ts'
import { checkOptions } from '../../options.ts'
import { send } from '../../process/send.ts'
import { spawn, spawnLink, spawnWith } from '../../process/spawn.ts'
import type { Arguments, Process, ProcessFunction, ResultOf } from '../../process/suspension.ts'
import { CHILD_OPTIONS, type ChildOptions, type ChildSpec } from '../child-spec.ts'
import { Started, type StartResult } from '../start/start-result.ts'
import { lineageOfTasks } from './lineage.ts'
import { answeringTask, lonelyTask } from './run-task.ts'
import type { TaskRef } from './task-type.ts'

/** The options with which an awaited task is spawned: its monitor is also the address of its answer. */
const ANSWERING = { link: true, monitor: { alias: 'demonitor' } } as const

/**
 * Starts a task that this process awaits: it runs `fn`, and the two are linked, so that the failure of one is the failure of the other.
 * Whichever scheduler is idle may run it.
 *
 * Throws BadArg and UnsendableTerm as `spawn` does. Source: Elixir's `Task.async/3`.
 */
export function async<F extends ProcessFunction>(fn: F, ...args: Arguments<F>): TaskRef<ResultOf<F>> {
  const owner = processFor('Task.async').pid
  checkFunction('Task.async', fn)
  const [pid, ref] = spawnWith(ANSWERING, answeringTask, owner, lineageOfTasks(), fn, args)
  send(pid, ['$task', owner, ref])
  return { pid, ref, owner }
}

/** Starts a task that nobody awaits, for its effect. Source: Elixir's `Task.start/3`. */
export function start<F extends ProcessFunction>(fn: F, ...args: Arguments<F>): Started {
  processFor('Task.start')
  checkFunction('Task.start', fn)
  return new Started(spawn(lonelyTask, lineageOfTasks(), fn, args), undefined)
}

/** `start`, and the two are linked. Source: Elixir's `Task.start_link/3`. */
export function startLink<F extends ProcessFunction>(fn: F, ...args: Arguments<F>): Started {
  processFor('Task.startLink')
  checkFunction('Task.startLink', fn)
  return new Started(spawnLink(lonelyTask, lineageOfTasks(), fn, args), undefined)
}

/** What a supervisor calls for a child that is a task. */
export function* startTaskLink(fn: ProcessFunction, ...args: unknown[]): Process<StartResult> {
  return startLink(fn, ...args)
}

/**
 * The spec of a child that is a task. Default options: the id `'Task'`, and never restarted. Throws BadArg.
 * Source: Elixir's `Task.child_spec/1`.
 */
export function child<F extends ProcessFunction>(fn: F, args: Arguments<F>, options: ChildOptions = {}): ChildSpec {
  checkFunction('Task.child', fn)
  checkOptions('Task.child', options, CHILD_OPTIONS)
  return { id: 'Task', restart: 'temporary', ...options, start: [startTaskLink, fn, ...args] }
}

export function checkFunction(call: string, fn: unknown): void {
  if (typeof fn === 'function' && isProcessFunction(fn as ProcessFunction)) return
  throw new BadArg(
    `${call}: ${inspect(fn)} cannot be a task; give a process function, or an ordinary one that its module exports`,
  )
}
