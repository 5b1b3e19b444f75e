import { machineFor, processFor } from '../machine/current.ts'
import { copyTerm } from '../terms/copy.ts'
import { rareOf } from './record.ts'

/** Gives this process a label, any term, that crash reports and `Process.info` show. Source: Erlang's `proc_lib:set_label/1`. */
export function label(term: unknown): void {
  rareOf(processFor('Process.label')).label = copyTerm(term, 'label', machineFor('Process.label').functions)
}
