/** `--check` and `--record`: the ratios beside those that were recorded on a machine of this class. */

import { join } from 'node:path'
import type { Arguments } from './harness/arguments.ts'
import type { Result } from './harness/compare.ts'
import type { Entry } from './harness/plan.ts'
import type { TextStream } from './harness/progress.ts'
import { coverage, readRecorded, renewed, worseThan, writeRecorded } from './harness/recorded.ts'
import { machineClass } from './report/machine.ts'

/** What one entry of the plan gave. */
export interface MeasuredEntry {
  readonly entry: Entry
  readonly results: readonly Result[]
}

export interface CheckOptions extends Pick<Arguments, 'quick'> {
  /** Where the records are. */
  readonly folder: string
  readonly stdout: TextStream
  /** Measures entries once more. */
  again(entries: readonly Entry[]): Promise<readonly Result[]>
}

/** Puts the ratios of these results in place of the recorded ones. */
export function record(results: readonly Result[], { folder, quick, stdout }: Omit<CheckOptions, 'again'>): void {
  const file = recordOf(folder)
  writeRecorded(file, renewed(readRecorded(file), results, quick))
  stdout.write(`recorded: ${file}\n`)
}

/**
 * Tells which ratios have got worse by more than the spread; true when there are none. What seems so is measured a
 * second time, and only what is worse both times counts: of a hundred ratios, some are always worse by chance.
 */
export async function check(
  measured: readonly MeasuredEntry[],
  { folder, quick, stdout, again }: CheckOptions,
): Promise<boolean> {
  const file = recordOf(folder)
  const recorded = readRecorded(file)
  const results = measured.flatMap(({ results }) => results)
  const { known, unknown } = coverage(recorded, results, quick)
  if (unknown > 0) stdout.write(`not recorded in ${file}: ${unknown} of ${known + unknown} ratios (--record does it)\n`)
  // With nothing to compare, that nothing is worse would be no news.
  if (known === 0) return false

  const suspects = measured.filter(({ results }) => worseThan(recorded, results, quick).length > 0)
  const first = new Set(worseThan(recorded, results, quick).map(({ key }) => key))
  const second = suspects.length === 0 ? [] : await again(suspects.map(({ entry }) => entry))
  const worse = worseThan(recorded, second, quick).filter(({ key }) => first.has(key))
  for (const { key, recorded, now } of worse) {
    const [lower, median, upper] = recorded
    const spread = `${now.lower.toFixed(2)}–${now.upper.toFixed(2)}`
    stdout.write(`worse: ${key}: ${now.median.toFixed(2)} (${spread}), recorded ${median} (${lower}–${upper})\n`)
  }
  if (worse.length === 0) stdout.write(`none of ${known} ratios is worse than recorded by more than the spread\n`)
  return worse.length === 0
}

function recordOf(folder: string): string {
  return join(folder, `${machineClass()}.json`)
}
