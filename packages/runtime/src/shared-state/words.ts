import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'

/** 64-bit words of a cache line: what different threads write stands on different lines. */
export const LINE_WORDS = 8

/** What one allocation may take, in 64-bit words. Chosen: a gigabyte, far beyond what anybody counts. */
const MOST_WORDS = 2 ** 27

export function checkSize(call: string, size: unknown): void {
  if (typeof size === 'number' && Number.isInteger(size) && size >= 1 && size <= MOST_WORDS) return
  throw new BadArg(`${call}: ${inspect(size)} is no size; give a whole number from 1 to ${MOST_WORDS}`)
}

/** Refuses an index that is none; indexes count from 1, as in Erlang. */
export function checkIndex(call: string, index: unknown, size: number): void {
  if (Number.isInteger(index) && (index as number) >= 1 && (index as number) <= size) return
  throw new BadArg(`${call}: ${inspect(index)} is no index; there are 1 to ${size}, counted from 1 as in Erlang`)
}

/** A whole number as a BigInt. Throws BadArg for what is none, or outside of `least` to `most`. */
export function wholeNumber(call: string, value: unknown, least: bigint, most: bigint): bigint {
  const whole = typeof value === 'number' && Number.isSafeInteger(value) ? BigInt(value) : value
  if (typeof whole === 'bigint' && whole >= least && whole <= most) return whole
  throw new BadArg(
    `${call}: ${inspect(value)} is no whole number from ${least} to ${most}; above 2^53 give a bigint, since numbers are not exact there`,
  )
}

export const LEAST_SIGNED = -(2n ** 63n)
export const MOST_SIGNED = 2n ** 63n - 1n
export const MOST_UNSIGNED = 2n ** 64n - 1n
