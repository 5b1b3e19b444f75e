/** All that one run of the bench measured, as it is kept. */

import { existsSync, readFileSync } from 'node:fs'
import type { Result } from '../harness/compare.ts'
import type { Machine } from './machine.ts'

export interface MeasuredWorkload {
  readonly id: string
  readonly title: string
  readonly group: string
}

export interface Measurement {
  readonly machine: Machine
  /** Sizes and runs of `--quick`, which are too small to quote. */
  readonly quick: boolean
  readonly workloads: readonly MeasuredWorkload[]
  readonly results: readonly Result[]
  /** What went wrong: a workload and the error's message. */
  readonly failures: readonly string[]
  /** How long each entry of the plan took, by its key. */
  readonly seconds: Readonly<Record<string, number>>
}

/** Undefined when nothing has been measured yet. */
export function readMeasurement(file: string): Measurement | undefined {
  if (!existsSync(file)) return undefined
  return JSON.parse(readFileSync(file, 'utf8')) as Measurement
}
