import { execution } from '@multibeam/compiler/support'
import { isPid, type Pid } from '@multibeam/scheduler'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { machineFor, processFor } from '../machine/current.ts'
import { sendExit } from '../signals/exits.ts'
import { copyTerm } from '../terms/copy.ts'
import { ExitSignal } from './exit-signal.ts'
import { Flag } from './flag-bits.ts'
import { OPERATION } from './reductions.ts'

/**
 * Ends this process with a reason, any term. `'normal'` counts as having returned.
 * Source: Erlang's `exit/1`. Like there, it leaves through `catch` and `finally` blocks. Throws UnsendableTerm for a reason that is no term.
 */
export function exit(reason: unknown): never {
  processFor('exit')
  throw new ExitSignal(copyTerm(reason, 'reason', machineFor('exit').functions))
}

/**
 * Sends an exit signal: the process ends with that reason whatever it waits for, or gets `['EXIT', sender, reason]` as a message if it traps
 * exits. `'kill'` cannot be trapped, and ends it with `'killed'`; `'normal'` ends nobody but oneself. A dead process is ignored.
 *
 * To oneself it does not return unless exits are trapped, and catching does not help: the process ends at its next suspension point.
 * Throws BadArg, UnsendableTerm. Source: Erlang's `exit/2`.
 */
export function sendExitTo(pid: Pid, reason: unknown): void {
  const machine = machineFor('Process.exit')
  const process = machine.current
  if (!isPid(pid)) throw new BadArg(`Process.exit: ${inspect(pid)} is no pid`)
  execution.reductions -= OPERATION
  const term = copyTerm(reason, 'reason', machine.functions)
  sendExit(machine, process?.pid ?? 0, pid, term)
  if (process !== null && pid === process.pid && (process.flags & Flag.dying) !== 0) {
    throw new ExitSignal(process.rare?.dying)
  }
}
