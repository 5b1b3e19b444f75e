import { nameIntrinsic } from '@multibeam/compiler/support'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { checkOptions } from '../options.ts'
import { checkIndex, checkSize, LEAST_SIGNED, MOST_SIGNED, MOST_UNSIGNED, wholeNumber } from './words.ts'

/**
 * An array of 64-bit integers in shared memory: a term like any other, whose copies on all schedulers and on the main thread are the same
 * integers. They are gone when nobody has the reference any more.
 */
export interface AtomicsRef {
  readonly type: 'atomics'
  readonly size: number
  readonly signed: boolean
  readonly words: BigInt64Array | BigUint64Array
}

export interface AtomicsOptions {
  /** Default true: -(2^63) to 2^63 - 1; otherwise 0 to 2^64 - 1. */
  signed?: boolean
}

export interface AtomicsInfo {
  size: number
  max: bigint
  min: bigint
  /** Bytes. */
  memory: number
}

const OPTIONS: readonly string[] = ['signed'] satisfies (keyof AtomicsOptions)[]

function create(size: number, options: AtomicsOptions = {}): AtomicsRef {
  checkSize('atomics.new', size)
  checkOptions('atomics.new', options, OPTIONS)
  const signed = options.signed !== false
  const buffer = new SharedArrayBuffer(8 * size)
  return { type: 'atomics', size, signed, words: signed ? new BigInt64Array(buffer) : new BigUint64Array(buffer) }
}

function check(call: string, ref: AtomicsRef, index: number): void {
  if (ref?.type !== 'atomics') {
    throw new BadArg(`${call}: ${inspect(ref)} is no array of atomics; give what atomics.new returned`)
  }
  checkIndex(call, index, ref.size)
}

/** A value as the array holds it. */
function inRange(call: string, ref: AtomicsRef, value: number | bigint): bigint {
  return ref.signed ? wholeNumber(call, value, LEAST_SIGNED, MOST_SIGNED) : wholeNumber(call, value, 0n, MOST_UNSIGNED)
}

function difference(call: string, value: number | bigint): bigint {
  return wholeNumber(call, value, LEAST_SIGNED, MOST_UNSIGNED)
}

/** A result that has wrapped around as the word in memory has. */
function wrapped({ signed }: AtomicsRef, value: bigint): bigint {
  return signed ? BigInt.asIntN(64, value) : BigInt.asUintN(64, value)
}

function put(ref: AtomicsRef, index: number, value: number | bigint): void {
  check('atomics.put', ref, index)
  Atomics.store(ref.words, index - 1, inRange('atomics.put', ref, value))
}

function get(ref: AtomicsRef, index: number): bigint {
  check('atomics.get', ref, index)
  return Atomics.load(ref.words, index - 1)
}

function add(ref: AtomicsRef, index: number, increment: number | bigint): void {
  check('atomics.add', ref, index)
  Atomics.add(ref.words, index - 1, difference('atomics.add', increment))
}

function addGet(ref: AtomicsRef, index: number, increment: number | bigint): bigint {
  check('atomics.addGet', ref, index)
  const by = difference('atomics.addGet', increment)
  return wrapped(ref, Atomics.add(ref.words, index - 1, by) + by)
}

function sub(ref: AtomicsRef, index: number, decrement: number | bigint): void {
  check('atomics.sub', ref, index)
  Atomics.sub(ref.words, index - 1, difference('atomics.sub', decrement))
}

function subGet(ref: AtomicsRef, index: number, decrement: number | bigint): bigint {
  check('atomics.subGet', ref, index)
  const by = difference('atomics.subGet', decrement)
  return wrapped(ref, Atomics.sub(ref.words, index - 1, by) - by)
}

function exchange(ref: AtomicsRef, index: number, value: number | bigint): bigint {
  check('atomics.exchange', ref, index)
  return Atomics.exchange(ref.words, index - 1, inRange('atomics.exchange', ref, value))
}

function compareExchange(
  ref: AtomicsRef,
  index: number,
  expected: number | bigint,
  desired: number | bigint,
): 'ok' | bigint {
  check('atomics.compareExchange', ref, index)
  const from = inRange('atomics.compareExchange', ref, expected)
  const to = inRange('atomics.compareExchange', ref, desired)
  const found = Atomics.compareExchange(ref.words, index - 1, from, to)
  return found === from ? 'ok' : found
}

function info(ref: AtomicsRef): AtomicsInfo {
  check('atomics.info', ref, 1)
  return {
    size: ref.size,
    max: ref.signed ? MOST_SIGNED : MOST_UNSIGNED,
    min: ref.signed ? LEAST_SIGNED : 0n,
    memory: ref.words.byteLength,
  }
}

/**
 * 64-bit integers that all processes and the main thread read and change, each call at once and in one order that all see. Indexes count
 * from 1; sums wrap around. Source: Erlang's module `atomics`.
 *
 * Values are taken as numbers or bigints and given as bigints: bit masks and identifiers use all 64 bits, of which a number keeps 53.
 * All calls throw BadArg for what is no reference, index or whole number in range.
 */
export const atomics = /* @__PURE__ */ nameIntrinsic('multibeam.atomics', {
  /** `size` integers, all 0. */
  new: create,
  put,
  get,
  add,
  /** The sum. */
  addGet,
  sub,
  /** The difference. */
  subGet,
  /** Stores a value; the one that was there. */
  exchange,
  /** Stores `desired` if `expected` is there: `'ok'`, or else the value that is there. */
  compareExchange,
  info,
} as const)
