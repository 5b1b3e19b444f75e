import type { Transferable } from '@multibeam/scheduler'
import { BadArg } from '../errors.ts'
import { Mfa } from '../functions/mfa.ts'
import type { OrdinaryIdentity } from '../functions/ordinary.ts'
import { inspect } from '../inspect.ts'
import { machineFor, processFor } from '../machine/current.ts'
import { checkOptions } from '../options.ts'
import type { Process } from '../process/suspension.ts'
import type { AnyFunction } from '../terms/functions.ts'
import { DirtyCall } from './call.ts'

export interface DirtyOptions {
  /** ArrayBuffers and MessagePorts of the arguments that are moved to the function's thread instead of copied. */
  transfer?: readonly Transferable[]
}

/**
 * Runs an ordinary function in a thread of the VM's dirty pool, and gives its value, or that of the promise it returns; other processes go on
 * meanwhile. For long calls that cannot be interrupted: parsing, hashing, compression, what a library computes. `fn` is exported by its module
 * under a name, as a declared function or a `const`, or named by `mfa(url, name)`; arguments and value are copied.
 *
 * What it throws is thrown here, as the Error it was. A process that ends while it waits has the call cancelled: its thread is ended if it runs
 * already. The pool starts with the first call; `VM.start` says how many threads it has and how many calls may wait. Calls start in the order
 * in which they come.
 *
 * The function sees no process: `self`, `send` and the like throw there. Its module is loaded in each thread, with variables of its own.
 *
 * Throws BadArg, UnsendableTerm, SystemLimit (too many calls wait), and a MultibeamError for a module or an export that is not there or a
 * thread that ended. Source: Erlang's dirty NIFs (`erl_nif`, "Dirty NIF").
 */
export function dirty<A extends unknown[], R>(fn: (...args: A) => R, ...args: A): Process<Awaited<R>>
export function dirty<R = unknown>(fn: Mfa, ...args: unknown[]): Process<R>
export function dirty(fn: AnyFunction | Mfa, ...args: unknown[]): Process<unknown> {
  return new DirtyCall(locate('dirty', fn), args, [])
}

/** `dirty` with options. Throws like it. */
export function dirtyWith<A extends unknown[], R>(
  options: DirtyOptions,
  fn: (...args: A) => R,
  ...args: A
): Process<Awaited<R>>
export function dirtyWith<R = unknown>(options: DirtyOptions, fn: Mfa, ...args: unknown[]): Process<R>
export function dirtyWith(options: DirtyOptions, fn: AnyFunction | Mfa, ...args: unknown[]): Process<unknown> {
  checkOptions('dirtyWith', options, ['transfer'] satisfies (keyof DirtyOptions)[])
  return new DirtyCall(locate('dirtyWith', fn), args, options.transfer ?? [])
}

function locate(call: string, fn: unknown): OrdinaryIdentity {
  processFor(call)
  if (fn instanceof Mfa) return { url: fn.url, name: fn.name, index: -1 }
  if (typeof fn !== 'function') throw new BadArg(`${call}: ${inspect(fn)} is no function`)
  const machine = machineFor(call)
  const name = fn.name || '(anonymous)'
  if (machine.functions.isProcessFunction(fn as AnyFunction)) {
    throw new BadArg(`${call}: ${name} is a process function; start it with spawn, or call it with yield*`)
  }
  const identity = machine.loader.identify(fn as AnyFunction)
  if (identity !== undefined) return identity
  throw new BadArg(
    `${call}: ${name} cannot be found by another thread; its module must export it by name, ` +
      `as a function or a const that is written as one; or give mfa(url, 'name')`,
  )
}
