import type { Code } from './code.ts'

/**
 * A call of compiled process code that is suspended: where, and its variables. Plain data, so that it can be encoded.
 * The first four variables lie in the frame itself (most functions have no more), which spares an array a suspension.
 */
export class Frame {
  code: Code
  /** The site it is suspended at; 1 is the entry: nothing of the function has run. */
  pc: number
  /** The caller's frame. */
  up: Frame | null
  a: unknown
  b: unknown
  c: unknown
  d: unknown
  /** The fifth variable and those that follow. */
  rest: unknown[] | null

  constructor(code: Code, pc: number, a: unknown, b: unknown, c: unknown, d: unknown, rest: unknown[] | null) {
    this.code = code
    this.pc = pc
    this.up = null
    this.a = a
    this.b = b
    this.c = c
    this.d = d
    this.rest = rest
  }
}

/** Variables that lie in the frame itself. */
export const INLINE_SLOTS = 4

/** The pc of a call that has not begun. */
export const ENTRY = 1
