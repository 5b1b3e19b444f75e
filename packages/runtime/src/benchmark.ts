// The entry `multibeam/benchmark`: what a workload for `multibeam bench` is made with.

import { BadArg } from './errors.ts'
import { inspect } from './inspect.ts'
import { checkOptions } from './options.ts'
import type { Process } from './process/suspension.ts'

/** A workload that `multibeam bench FILE` runs: the file's default export. */
export interface Benchmark<Result = unknown> {
  /** What the table calls it. */
  readonly name: string
  /** What is done, in a line. */
  readonly title?: string
  /** What `run` and `check` are given, a whole number from 1; default 1. */
  readonly size?: number
  /** How many operations a run of this size is, by which its time is divided; default: the size. */
  readonly operations?: (size: number) => number
  /** What one operation is; default `operation`. */
  readonly operation?: string
  /** The work, as a process: measured from its first step to its value. Each run is a process of its own. */
  readonly run: (size: number) => Process<Result>
  /** Is this what a right run gives? Every run is checked; one that is wrong fails the benchmark. */
  readonly check: (result: Result, size: number) => boolean
}

const keys = ['name', 'title', 'size', 'operations', 'operation', 'run', 'check']

/**
 * Defines a workload for `multibeam bench`; gives the definition back.
 * @throws BadArg for one that is not complete, or has keys that there are not.
 */
export function benchmark<Result>(definition: Benchmark<Result>): Benchmark<Result> {
  checkOptions('benchmark', definition, keys)
  const { name, size = 1, run, check, operations } = definition
  if (typeof name !== 'string' || name === '') throw new BadArg(`benchmark: the name is ${inspect(name)}; give a text`)
  if (!Number.isInteger(size) || size < 1) {
    throw new BadArg(`benchmark: the size of ${name} is ${inspect(size)}; give a whole number from 1`)
  }
  for (const [key, value] of Object.entries({ run, check, operations: operations ?? run })) {
    if (typeof value !== 'function') throw new BadArg(`benchmark: ${key} of ${name} is ${inspect(value)}, no function`)
  }
  return definition
}
