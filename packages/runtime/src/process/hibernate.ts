import { execution } from '@multibeam/compiler/support'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { machineFor, processFor } from '../machine/current.ts'
import { copyTerm } from '../terms/copy.ts'
import { ownFunction } from './own-function.ts'
import { rareOf } from './record.ts'
import {
  type Arguments,
  HIBERNATING,
  type Process,
  type ProcessFunction,
  Step,
  SUSPENDED,
  type Suspended,
} from './suspension.ts'
import { Accept, type Waiting } from './waiting.ts'

/** A hibernating process waits for any message, and leaves it in the mailbox. */
export const HIBERNATION: Waiting = {
  receiving: false,
  stateless: false,
  accepts: () => Accept.look,
  abandon() {},
}

class Hibernate extends Step<never> {
  readonly #fn: ProcessFunction
  readonly #args: unknown[]

  constructor(fn: ProcessFunction, args: unknown[]) {
    super()
    this.#fn = fn
    this.#args = args
  }

  step(): Suspended {
    const process = processFor('Process.hibernate')
    process.args = this.#args
    rareOf(process).wake = this.#fn
    execution.outcome = HIBERNATING
    return SUSPENDED
  }
}

/**
 * Throws away the stack of this process, with all that only its variables hold, and goes on with `fn(...args)` on an empty one as soon
 * as there is a message in the mailbox, which stays there. Never returns; `finally` blocks do not run. The arguments, and what an inline
 * function captures, are copied as by `spawn`.
 *
 * Throws BadArg, UnsendableTerm. Source: Erlang's `hibernate/3`.
 */
export function hibernate<F extends ProcessFunction>(fn: F, ...args: Arguments<F>): Process<never> {
  processFor('Process.hibernate')
  if (typeof fn !== 'function') throw new BadArg(`Process.hibernate: ${inspect(fn)} is no process function`)
  const { functions } = machineFor('Process.hibernate')
  return new Hibernate(
    ownFunction(fn, functions),
    args.map((arg, i) => copyTerm(arg, `args[${i}]`, functions)),
  )
}
