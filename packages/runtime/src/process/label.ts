import { machineFor, processFor } from '../machine/current.ts'
import { copyTerm } from '../terms/copy.ts'
import { rareOf } from './record.ts'

/** Gives this process a label, any term, that crash reports and `Process.info` show. Source: Erlang's `proc_lib:set_label/1`. */
export function label(term: unknown): void {
  rareOf(processFor('Process.label')).label = copyTerm(term, 'label', machineFor('Process.label').functions)
}

/** Counts `n` more reductions: work done in an ordinary function, say. The slice ends sooner. Source: Erlang's `bump_reductions/1`. */
export function bumpReductions(n: number): void {
  machineFor('Process.bumpReductions').reductions -= Math.max(0, n)
}
