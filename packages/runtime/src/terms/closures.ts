// Copies of inline process functions: the same code with captured values of their own. Two processes do not share variables, so what is
// assigned after it was captured is refused.

import { type Code, closure, DIRECT, setDirect } from '@multibeam/compiler/support'
import { type Box, isBox } from './captures.ts'
import type { AnyFunction } from './functions.ts'
import { Refusal } from './unsendable.ts'

/** What a box holds before the declaration of its variable has run, see the compiler's support. */
const UNSET = Symbol.for('multibeam.unset')

/** A captured value as it is to be copied. Throws a Refusal if its variable is, or may be, assigned after it was captured. */
export function valueToCopy(fn: AnyFunction, code: Code, captured: readonly unknown[], index: number): unknown {
  const { name, reassigned } = code.captures[index] ?? {}
  if (reassigned === undefined) return captured[index]
  const { v } = captured[index] as Box
  // A box without a line: nobody assigns the variable, but the function may have been made before its declaration was reached.
  const beginsLate = reassigned === ''
  if (beginsLate && v !== UNSET) return v
  const culprit = `${describe(code)} captures \`${name}\`, which`
  throw new Refusal(
    fn,
    beginsLate
      ? `${culprit} has no value yet; declare it before that, or give it as an argument instead`
      : `${culprit} is reassigned at ${code.source}:${reassigned}; give it as an argument instead`,
  )
}

/**
 * A function whose captured values are not known yet: they may hold the function itself. `captured` has their number and is filled by
 * `setCapture`; then comes `completeClosure`.
 */
export function openClosure(code: Code, captured: readonly unknown[]): AnyFunction {
  return closure(code, captured, nameOf(code))
}

export function setCapture(code: Code, captured: unknown[], index: number, value: unknown): void {
  captured[index] = isBox(code, index) ? ({ v: value } satisfies Box) : value
}

/** What compiled code calls has taken a single captured value from the list already: it is made anew. */
export function completeClosure(fn: AnyFunction, code: Code, captured: readonly unknown[]): void {
  const { [DIRECT]: value } = closure(code, captured, '') as { [DIRECT]?: unknown }
  setDirect(fn as Parameters<typeof setDirect>[0], value as Parameters<typeof setDirect>[1])
}

/** The function of code that captures nothing. */
export function functionOf(code: Code): AnyFunction {
  return closure(code, [], nameOf(code))
}

function nameOf({ name }: Code): string {
  return name === '(anonymous)' ? '' : name
}

function describe(code: Code): string {
  const place = code.position(1)
  return place === undefined ? `the process function ${code.name}` : `the process function at ${place}`
}
