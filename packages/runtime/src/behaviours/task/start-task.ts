import type { Pid } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { processFor } from '../../machine/current.ts'
import { send } from '../../process/send.ts'
import { spawn, spawnLink, spawnWith } from '../../process/spawn.ts'
import type { Arguments, ProcessFunction, ResultOf } from '../../process/suspension.ts'
import { lineageOfChildren } from './lineage.ts'
import { answeringTask, lonelyTask } from './run-task.ts'
import type { TaskRef } from './task-type.ts'

/** The options with which an awaited task is spawned: its monitor is also the address of its answer. */
export const ANSWERING = { link: true, monitor: { alias: 'demonitor' } } as const

/**
 * Starts a task that this process awaits: it runs `fn`, and the two are linked, so that the failure of one is the failure of the other.
 * Whichever scheduler is idle may run it.
 *
 * Throws BadArg and UnsendableTerm as `spawn` does. Source: Elixir's `Task.async/3`.
 */
export function async<F extends ProcessFunction>(fn: F, ...args: Arguments<F>): TaskRef<ResultOf<F>> {
  const owner = processFor('Task.async').pid
  checkFunction('Task.async', fn)
  const [pid, ref] = spawnWith(ANSWERING, answeringTask, owner, lineageOfChildren(), fn, args)
  send(pid, ['$task', owner, ref])
  return { pid, ref, owner }
}

/** Starts a task that nobody awaits, for its effect. Source: Elixir's `Task.start/3`. */
export function start<F extends ProcessFunction>(fn: F, ...args: Arguments<F>): { pid: Pid } {
  processFor('Task.start')
  checkFunction('Task.start', fn)
  return { pid: spawn(lonelyTask, lineageOfChildren(), fn, args) }
}

/** `start`, and the two are linked: what a supervisor calls. Source: Elixir's `Task.start_link/3`. */
export function startLink<F extends ProcessFunction>(fn: F, ...args: Arguments<F>): { pid: Pid } {
  processFor('Task.startLink')
  checkFunction('Task.startLink', fn)
  return { pid: spawnLink(lonelyTask, lineageOfChildren(), fn, args) }
}

export function checkFunction(call: string, fn: unknown): void {
  if (typeof fn === 'function') return
  throw new BadArg(
    `${call}: ${inspect(fn)} is no function; give a process function, or an ordinary one that its module exports`,
  )
}
