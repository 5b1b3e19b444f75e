import { availableParallelism } from 'node:os'
import { nameIntrinsic } from '@multibeam/compiler/support'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { machine } from '../machine/current.ts'
import { checkOptions } from '../options.ts'
import { checkIndex, checkSize, LEAST_SIGNED, LINE_WORDS, MOST_SIGNED, wholeNumber } from './words.ts'

/**
 * An array of counters in shared memory: a term like any other, whose copies on all schedulers and on the main thread are the same counters.
 * They are gone when nobody has the reference any more.
 */
export interface Counters {
  readonly type: 'counters'
  readonly size: number
  /** Each scheduler adds in its own lane, and a counter is the sum of its lanes; 1 without `writeConcurrency`. */
  readonly lanes: number
  readonly words: BigInt64Array
}

export interface CountersOptions {
  /**
   * Each scheduler adds in words of its own, so that they do not slow each other down. A read then adds up all of them, and may miss what is
   * being added meanwhile; `put` costs as much as a read. Takes `size` words for each scheduler.
   */
  writeConcurrency?: boolean
}

const OPTIONS: readonly string[] = ['writeConcurrency'] satisfies (keyof CountersOptions)[]

/** Words between the beginnings of two lanes. */
function stride(size: number): number {
  return Math.ceil(size / LINE_WORDS) * LINE_WORDS
}

function create(size: number, options: CountersOptions = {}): Counters {
  checkSize('counters.new', size)
  checkOptions('counters.new', options, OPTIONS)
  const lanes = options.writeConcurrency === true ? laneCount() : 1
  const words = lanes === 1 ? size : lanes * stride(size)
  checkSize('counters.new', words)
  return { type: 'counters', size, lanes, words: new BigInt64Array(new SharedArrayBuffer(8 * words)) }
}

/** One for each scheduler and one for the main thread, which does not know yet how many schedulers there will be. */
function laneCount(): number {
  return 1 + (machine === undefined ? availableParallelism() : machine.endpoint.memory.layout.options.schedulers)
}

/** Where this thread adds. Two threads may share a lane; then they only slow each other down. */
function ownWord({ size, lanes }: Counters, index: number): number {
  if (lanes === 1) return index - 1
  return ((machine?.endpoint.index ?? 0) % lanes) * stride(size) + index - 1
}

function check(call: string, counters: Counters, index: number): void {
  if (counters?.type !== 'counters') {
    throw new BadArg(`${call}: ${inspect(counters)} are no counters; give what counters.new returned`)
  }
  checkIndex(call, index, counters.size)
}

function sum(counters: Counters, index: number): bigint {
  const { words, lanes, size } = counters
  let total = Atomics.load(words, index - 1)
  for (let lane = 1; lane < lanes; lane++) total += Atomics.load(words, lane * stride(size) + index - 1)
  return lanes === 1 ? total : BigInt.asIntN(64, total)
}

function get(counters: Counters, index: number): number {
  check('counters.get', counters, index)
  return Number(sum(counters, index))
}

function add(counters: Counters, index: number, increment: number | bigint): void {
  check('counters.add', counters, index)
  const by = wholeNumber('counters.add', increment, LEAST_SIGNED, MOST_SIGNED)
  Atomics.add(counters.words, ownWord(counters, index), by)
}

function sub(counters: Counters, index: number, decrement: number | bigint): void {
  check('counters.sub', counters, index)
  const by = wholeNumber('counters.sub', decrement, LEAST_SIGNED, MOST_SIGNED)
  Atomics.sub(counters.words, ownWord(counters, index), by)
}

function put(counters: Counters, index: number, value: number | bigint): void {
  check('counters.put', counters, index)
  const wanted = wholeNumber('counters.put', value, LEAST_SIGNED, MOST_SIGNED)
  if (counters.lanes === 1) Atomics.store(counters.words, index - 1, wanted)
  // What others add at this moment is neither lost nor counted twice.
  else Atomics.add(counters.words, ownWord(counters, index), wanted - sum(counters, index))
}

function info(counters: Counters): { size: number; memory: number } {
  check('counters.info', counters, 1)
  return { size: counters.size, memory: counters.words.byteLength }
}

/**
 * Counters that all processes and the main thread add to, without messages. Indexes count from 1. They hold 64 bits with a sign and wrap
 * around. Source: Erlang's module `counters`.
 *
 * `get` gives a number, since that is what counts are used as: exact up to 2^53, beyond it the nearest one. Who needs all 64 bits, or to
 * read and change at once, takes `atomics`. All calls throw BadArg for what is no reference, index or whole number.
 */
export const counters = /* @__PURE__ */ nameIntrinsic('multibeam.counters', {
  /** `size` counters, all 0. */
  new: create,
  get,
  add,
  sub,
  put,
  /** How many there are, and the bytes that they take. */
  info,
} as const)
