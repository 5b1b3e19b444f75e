// What an inline process function captures. A variable that the code may see change stands in a box, an object with the value as `v`, which
// the function shares with the one around it.

import { type Code, capturedBy, codeOf } from '@multibeam/compiler/support'
import type { AnyFunction } from './functions.ts'

export interface Box {
  readonly v: unknown
}

type Callable = Parameters<typeof codeOf>[0]

/** The captured values of a function, boxes among them; empty for every other one. */
export function capturesOf(fn: AnyFunction): readonly unknown[] {
  return capturedBy(fn as Callable)
}

/** The compiled code of a process function. */
export function compiledOf(fn: AnyFunction): Code | undefined {
  return codeOf(fn as Callable)
}

export function isBox(code: Code, index: number): boolean {
  return code.captures[index]?.reassigned !== undefined
}

/** Whether a copy could not be told from the function: nothing that it captures, but perhaps itself, can change. */
export function isImmutable(fn: AnyFunction, code: Code, captured: readonly unknown[]): boolean {
  for (let i = 0; i < captured.length; i++) {
    const value = captured[i]
    if (value === fn) continue
    if (typeof value === 'object' ? value !== null : typeof value === 'function' || typeof value === 'symbol') {
      return false
    }
    if (isBox(code, i)) return false
  }
  return true
}

/** The captured values by name, to find one that is no term. */
export function* namedCaptures(fn: AnyFunction): Generator<[name: string, value: unknown]> {
  const code = compiledOf(fn)
  if (code === undefined) return
  for (const [i, value] of capturesOf(fn).entries()) {
    yield [code.captures[i]?.name ?? String(i), isBox(code, i) ? (value as Box).v : value]
  }
}
