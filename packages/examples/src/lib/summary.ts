import { availableParallelism } from 'node:os'
import { shares } from './progress.ts'

/** How one run went. */
export interface Run {
  schedulers: number
  milliseconds: number
  /** What each scheduler has done. */
  done: readonly number[]
}

/** The runs beside each other, and how much faster the first was than the second. */
export function summary(many: Run, one: Run, unit: string, cores = availableParallelism()): string[] {
  const times = (one.milliseconds / many.milliseconds).toFixed(2)
  const lines = [many, one].map((run) => timeOf(run, unit))
  lines.push(row('speed-up', `${times} ×`, `on ${cores} ${cores === 1 ? 'core' : 'cores'}`))
  return lines
}

/** One run, as a line: `2 schedulers   1.05 s  52 + 44 tiles`. */
export function timeOf({ schedulers, milliseconds, done }: Run, unit: string): string {
  return row(counted(schedulers, 'scheduler'), seconds(milliseconds), shares(done, unit))
}

function row(name: string, value: string, note: string): string {
  return `${name.padEnd(13)} ${value.padStart(7)}  ${note}`
}

/** `1 scheduler`, `2 schedulers`. */
export function counted(count: number, unit: string): string {
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`
}
