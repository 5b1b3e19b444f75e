import { ExitSignal } from '../process/exit-signal.ts'
import { Flag } from '../process/flag-bits.ts'
import type { ProcessRecord } from '../process/record.ts'
import { copyTerm } from '../terms/copy.ts'
import type { FunctionTable } from '../terms/functions.ts'
import { reportCrash } from './crash-report.ts'
import { plainError } from './error-term.ts'
import type { Machine } from './machine.ts'
import { showSource } from './source-stack.ts'

/**
 * The exit reason of a process whose code has thrown; what is a mistake is reported as a crash. No mistake is what `exit` has thrown; a value that is no Error is
 * wrapped as Erlang does.
 */
export function reasonOf(machine: Machine, process: ProcessRecord, thrown: unknown): unknown {
  if (thrown instanceof ExitSignal) return thrown.reason
  if (thrown instanceof Error) showSource(thrown)
  const reason = sendableReason(thrown instanceof Error ? thrown : ['nocatch', thrown], machine.functions)
  if ((process.flags & Flag.dying) === 0) reportCrash(machine, process, reason)
  return reason
}

/** A reason goes to others: what cannot be sent of it is left out. */
export function sendableReason(reason: unknown, functions: FunctionTable): unknown {
  if (typeof reason !== 'object' && typeof reason !== 'function' && typeof reason !== 'symbol') return reason
  try {
    return copyTerm(reason, 'reason', functions)
  } catch {
    return plainError(Array.isArray(reason) ? reason[1] : reason)
  }
}
