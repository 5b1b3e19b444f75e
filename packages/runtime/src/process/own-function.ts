import { capturesOf } from '../terms/captures.ts'
import { copyTerm } from '../terms/copy.ts'
import type { FunctionTable } from '../terms/functions.ts'
import type { ProcessFunction } from './suspension.ts'

/**
 * The function that a process is to run, with captured values of its own; one that is not compiled shares its variables as ever. Throws
 * UnsendableTerm.
 */
export function ownFunction(fn: ProcessFunction, functions: FunctionTable): ProcessFunction {
  return capturesOf(fn).length === 0 ? fn : (copyTerm(fn, 'fn', functions) as ProcessFunction)
}
