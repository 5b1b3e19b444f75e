import type { Pid } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { makeReference } from '../../functions/definition.ts'
import { inspect } from '../../inspect.ts'
import type { Process } from '../../process/suspension.ts'

/** A table of names. Its functions may be process functions; they run in the process that starts, calls or ends. */
export interface ViaCallbacks<N = unknown> {
  /** Gives the process a name; false if it is taken. */
  register(name: N, pid: Pid): boolean | Process<boolean>
  unregister(name: N): unknown
  whereis(name: N): Pid | undefined | Process<Pid | undefined>
}

/** A module that names can be looked up in: `{ via: Registry, name: ['users', 7] }`. Source: OTP's `{via, Module, Name}`. */
export class Via<N = unknown> {
  readonly callbacks: ViaCallbacks<N>

  constructor(callbacks: ViaCallbacks<N>) {
    this.callbacks = callbacks
    makeReference(this, 'Via')
  }

  /**
   * A table of names of one's own. Write `export const Names = Via.define({ … })` at the top of a module, so that processes of every
   * scheduler find it. Throws BadArg if a function is missing.
   */
  static define<N>(callbacks: ViaCallbacks<N>): Via<N> {
    for (const key of ['register', 'unregister', 'whereis'] as const) {
      if (typeof callbacks?.[key] === 'function') continue
      throw new BadArg(`Via.define: \`${key}\` is ${inspect(callbacks?.[key])}; it must be a function`)
    }
    return new Via(callbacks)
  }
}
