import type { Ansis } from 'ansis'
import { accent } from './hues.ts'

/** What there is to do: how much of what, such as 96 `tiles`. */
export interface Work {
  readonly total: number
  readonly unit: string
  /** Who does it: schedulers, unless it says something else. */
  readonly worker?: string
}

/** Widest that a line gets, in columns: longer bars tell nothing more. */
const WIDEST = 80

/** A bar a scheduler, a string each, none wider than `width` columns. `done` counts what each has done. */
export function progressBars(
  done: readonly number[],
  { total, unit, worker = 'scheduler' }: Work,
  width: number,
  colours: Ansis,
): string[] {
  const digits = String(total).length
  const label = `${worker} ${done.length}`.length
  const bar = Math.max(1, Math.min(width, WIDEST) - label - digits - ' '.length * 2 - ` ${unit} 100 %`.length)
  // A full bar is a fair share, or what the busiest has done when that is more.
  const full = Math.max(total / done.length, ...done)
  return done.map((count, i) => {
    const name = `${worker} ${i + 1}`.padEnd(label)
    const share = `${Math.round((count * 100) / total)}`.padStart(3)
    return `${name} ${drawBar(count / full, bar, i + 1, colours)} ${String(count).padStart(digits)} ${unit} ${share} %`
  })
}

function drawBar(share: number, width: number, scheduler: number, colours: Ansis): string {
  const halves = Math.floor(share * width * 2)
  const done = '━'.repeat(halves >> 1) + (halves % 2 === 1 ? '╸' : '')
  const rest = (colours.level === 0 ? '·' : '━').repeat(width - done.length)
  const paint = colours.rgb(...accent(scheduler))
  return (done === '' ? '' : paint(done)) + (rest === '' ? '' : colours.rgb(60, 60, 66)(rest))
}

/** The quarters (1 to 4) that have been completed by going from `before` to `after` of `total`. */
export function quartersReached(before: number, after: number, total: number): number[] {
  const quarter = (count: number): number => Math.floor((count * 4) / total)
  return [1, 2, 3, 4].filter((n) => n > quarter(before) && n <= quarter(after))
}

/** What is done after a quarter, as a line: ` 50 %  24 + 24 tiles`. */
export function milestone(quarter: number, done: readonly number[], unit: string): string {
  return `${String(quarter * 25).padStart(3)} %  ${shares(done, unit)}`
}

/** Chosen: what a terminal of 40 columns has left beside a name and a time. */
const SHARES_WIDTH = 17

/** What each scheduler has done: `52 + 44 tiles`; when that gets too long, the least and the most: `3–9 each`. */
export function shares(done: readonly number[], unit: string): string {
  const each = `${done.join(' + ')} ${unit}`
  if (each.length <= SHARES_WIDTH || done.length === 1) return each
  return `${Math.min(...done)}–${Math.max(...done)} each`
}
