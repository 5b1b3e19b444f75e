import { type Pid, Priority } from '@multibeam/scheduler'
import { BadArg } from '../errors.ts'
import { Mfa } from '../functions/mfa.ts'
import { inspect } from '../inspect.ts'
import { machineFor } from '../machine/current.ts'
import type { Machine } from '../machine/machine.ts'
import { startByName } from '../machine/start-by-name.ts'
import { copyTerm } from '../terms/copy.ts'
import type { Arguments, ProcessFunction } from './suspension.ts'

export interface SpawnOptions {
  /** Default `normal`. Max and high run before all others on their scheduler; low gets one turn in eight beside normal. */
  priority?: keyof typeof Priority
  /** Pins the process to a scheduler, 1 to `System.schedulers()`. Otherwise it starts on this one, unless another one is idle. */
  scheduler?: number
}

/**
 * Starts a process that runs `fn`, an exported or inline process function, or one named by `mfa`, with copies of the arguments,
 * and returns its pid. Whichever scheduler is idle may run it; an inline function stays on this scheduler.
 *
 * Throws BadArg, UnsendableTerm (naming the path to what cannot be copied, such as `args[0].callback`) or SystemLimit (the process table
 * is full). Source: Erlang's `spawn/1`, `spawn/3`.
 */
export function spawn<F extends ProcessFunction | Mfa>(fn: F, ...args: Arguments<F>): Pid {
  return start(machineFor('spawn'), 'spawn', fn, args, Priority.normal, 0)
}

/** `spawn` with options. Source: Erlang's `spawn_opt/2`. */
export function spawnWith<F extends ProcessFunction | Mfa>(options: SpawnOptions, fn: F, ...args: Arguments<F>): Pid {
  const current = machineFor('spawnWith')
  const name = options.priority ?? 'normal'
  const priority = Object.hasOwn(Priority, name) ? Priority[name] : undefined
  if (priority === undefined) {
    throw new BadArg(`spawnWith: ${inspect(options.priority)} is no priority; give max, high, normal or low`)
  }
  const { scheduler = 0 } = options
  const schedulers = current.endpoint.memory.layout.options.schedulers
  if (!Number.isInteger(scheduler) || scheduler < 0 || scheduler > schedulers || options.scheduler === 0) {
    throw new BadArg(`spawnWith: ${inspect(options.scheduler)} is no scheduler; give a number from 1 to ${schedulers}`)
  }
  return start(current, 'spawnWith', fn, args, priority, scheduler)
}

/** `pinnedTo` 0: not pinned. */
function start(
  current: Machine,
  call: string,
  fn: ProcessFunction | Mfa,
  args: unknown[],
  priority: Priority,
  pinnedTo: number,
): Pid {
  if (typeof fn !== 'function' && !(fn instanceof Mfa)) {
    throw new BadArg(`${call}: ${inspect(fn)} is no process function`)
  }
  current.reductions--
  for (let i = 0; i < args.length; i++) {
    const arg = args[i]
    if (typeof arg === 'object' || typeof arg === 'function' || typeof arg === 'symbol') {
      args[i] = copyTerm(arg, `args[${i}]`, current.functions)
    }
  }
  const parent = current.current === null ? 0 : current.current.pid
  const here = pinnedTo === 0 || pinnedTo === current.scheduler.id
  if (typeof fn === 'function') {
    const process = current.createProcess(fn, args, parent, priority, pinnedTo === 0)
    if (here) {
      current.scheduler.makeRunnable(process)
      return process.pid
    }
    const refused = current.pushTo(process, pinnedTo)
    if (refused !== undefined) throw refused
    return process.pid
  }
  return startByName(current, fn, args, parent, priority, pinnedTo)
}
