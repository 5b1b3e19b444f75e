/**
 * The ratios that a machine of a class had, kept in `bench/recorded/CLASS.json`. Times differ from machine to machine and from day to day; the ratio
 * of two systems that took turns hardly does, so that one that has grown is news.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type { PeerRatio, Result } from './compare.ts'
import type { Ratio } from './statistics.ts'

/** Lower quartile, median and upper quartile, by what was measured: `pingpong@1 / erlang`. */
export type Ratios = Readonly<Record<string, readonly [lower: number, median: number, upper: number]>>

/** By what changes all ratios: the sizes (`full`, `quick`) and the version of Node (`full, node 20`). */
export type Recorded = Readonly<Record<string, Ratios>>

export interface Worse {
  readonly key: string
  readonly recorded: readonly [lower: number, median: number, upper: number]
  readonly now: Ratio
}

/** What two runs of one version differ by, though the runs within each hardly differ. Chosen: a tenth. */
const differenceOfRuns = 1.1

export function readRecorded(file: string): Recorded {
  return existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Recorded) : {}
}

/** Writes a line a ratio, so that a diff shows which have changed. */
export function writeRecorded(file: string, recorded: Recorded): void {
  mkdirSync(dirname(file), { recursive: true })
  const sections = Object.entries(recorded).map(([name, ratios]) => {
    const lines = Object.entries(ratios).map(([key, values]) => `    ${JSON.stringify(key)}: ${JSON.stringify(values)}`)
    return `  ${JSON.stringify(name)}: {\n${lines.join(',\n')}\n  }`
  })
  writeFileSync(file, `{\n${sections.join(',\n')}\n}\n`)
}

/** What is recorded, with these results in place of what they measured anew; the rest stays. */
export function renewed(recorded: Recorded, results: readonly Result[], quick: boolean): Recorded {
  const sections: Record<string, Record<string, readonly [number, number, number]>> = {}
  for (const [name, ratios] of Object.entries(recorded)) sections[name] = { ...ratios }
  for (const { section, key, ratio } of ratiosOf(results, quick)) {
    const ratios = sections[section] ?? {}
    ratios[key] = [rounded(ratio.lower), rounded(ratio.median), rounded(ratio.upper)]
    sections[section] = ratios
  }
  return sections
}

/** The ratios that have grown by more than the spread: even their lower quartile is above the recorded upper one. */
export function worseThan(recorded: Recorded, results: readonly Result[], quick: boolean): Worse[] {
  return ratiosOf(results, quick).flatMap(({ section, key, ratio }) => {
    const before = recorded[section]?.[key]
    if (before === undefined) return []
    const [, median, upper] = before
    const isWorse = ratio.lower > upper && ratio.median > median * differenceOfRuns
    return isWorse ? [{ key: `${key}, ${section}`, recorded: before, now: ratio }] : []
  })
}

/** Of these results, how many ratios can be compared with recorded ones, and how many cannot. */
export function coverage(
  recorded: Recorded,
  results: readonly Result[],
  quick: boolean,
): { known: number; unknown: number } {
  const all = ratiosOf(results, quick)
  const known = all.filter(({ section, key }) => recorded[section]?.[key] !== undefined).length
  return { known, unknown: all.length - known }
}

function ratiosOf(
  results: readonly Result[],
  quick: boolean,
): { readonly section: string; readonly key: string; readonly ratio: PeerRatio }[] {
  return results.flatMap(({ node, workload, figure, schedulers, label, ratios }) => {
    // Growth of a peer is no business of ours.
    if (!label.startsWith('multibeam')) return []
    const section = `${quick ? 'quick' : 'full'}, node ${node.slice(1).split('.')[0]}`
    const name = figure === undefined ? workload : `${workload} ${figure}`
    return ratios.map((ratio) => ({ section, key: `${name}@${schedulers} / ${ratio.peer}`, ratio }))
  })
}

function rounded(value: number): number {
  return Number(value.toPrecision(3))
}
