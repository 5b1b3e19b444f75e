import { availableParallelism } from 'node:os'
import { tilesOfEach } from './progress.ts'

/** How one run went. */
export interface Run {
  schedulers: number
  milliseconds: number
  /** Tiles by scheduler. */
  done: readonly number[]
}

/** The runs beside each other, and how much faster the first was than the second. */
export function summary(many: Run, one: Run, cores = availableParallelism()): string[] {
  const times = (one.milliseconds / many.milliseconds).toFixed(2)
  const lines = [many, one].map((run) => row(count(run.schedulers), seconds(run.milliseconds), tilesOfEach(run.done)))
  lines.push(row('speed-up', `${times} ×`, `on ${cores} ${cores === 1 ? 'core' : 'cores'}`))
  return lines
}

function row(name: string, value: string, note: string): string {
  return `${name.padEnd(13)} ${value.padStart(7)}  ${note}`
}

function count(schedulers: number): string {
  return schedulers === 1 ? '1 scheduler' : `${schedulers} schedulers`
}

export function seconds(milliseconds: number): string {
  return `${(milliseconds / 1000).toFixed(2)} s`
}
