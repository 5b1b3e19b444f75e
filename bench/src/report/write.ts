/** Writes the report's files: the page, its charts, the data. */

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { Arguments } from '../harness/arguments.ts'
import { benchFolder } from '../harness/places.ts'
import { chartsOf } from './charts/charts.ts'
import { markdown, type Note } from './markdown.ts'
import type { Measurement } from './measurement.ts'

export interface ReportPlace {
  readonly folder: string
  readonly data: string
  readonly page: string
}

/** Where the notes are kept, which no run of the bench writes. */
const notesFolder = join(benchFolder, 'report-notes')

/** Undefined where no report was asked for: when workloads are named, or only compared with what was recorded. `usual` is the folder of full runs; a quick one gets a folder in it. */
export function reportPlace(
  { report, workloads, quick, check }: Pick<Arguments, 'report' | 'workloads' | 'quick' | 'check'>,
  usual: string | undefined,
): ReportPlace | undefined {
  if (report !== undefined) return placeIn(resolve(report))
  if (usual === undefined || workloads.length > 0 || check) return undefined
  return placeIn(quick ? join(usual, 'quick') : usual)
}

function placeIn(folder: string): ReportPlace {
  return { folder, data: join(folder, 'report.json'), page: join(folder, 'README.md') }
}

/** Writes all files and removes charts that are no more; gives the page's path. */
export function writeReport({ folder, data, page }: ReportPlace, measurement: Measurement): string {
  mkdirSync(folder, { recursive: true })
  const charts = chartsOf(measurement)
  for (const name of readdirSync(folder)) if (name.endsWith('.svg')) rmSync(join(folder, name))
  for (const { file, svg } of charts) writeFileSync(join(folder, file), svg)
  writeFileSync(data, linesOf(measurement))
  writeFileSync(page, markdown(measurement, charts, readNotes()))
  return page
}

/** As JSON with a line a result: no longer than it must be, and a diff shows what has changed. */
function linesOf({ results, ...rest }: Measurement): string {
  const fields = Object.entries(rest).map(([name, value]) => `${JSON.stringify(name)}: ${JSON.stringify(value)}`)
  const lines = results.map((result) => `  ${JSON.stringify(result)}`).join(',\n')
  return `{\n${[...fields, `"results": [\n${lines}\n]`].join(',\n')}\n}\n`
}

/** Every `bench/report-notes/NAME.md`, by its name, but the README that explains them. */
function readNotes(): Note[] {
  if (!existsSync(notesFolder)) return []
  return readdirSync(notesFolder)
    .filter((file) => file.endsWith('.md') && file !== 'README.md')
    .sort()
    .map((file) => ({ name: file.slice(0, -3), text: readFileSync(join(notesFolder, file), 'utf8').trim() }))
}
