import { UNSET } from './suspended.ts'

/** The box of a variable that a closure uses, if its declaration has run. */
export function alive<T extends { v: unknown }>(box: T, name: string): T {
  if (box.v === UNSET) throw new ReferenceError(`Cannot access '${name}' before initialization`)
  return box
}
