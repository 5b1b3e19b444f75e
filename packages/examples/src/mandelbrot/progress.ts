import type { Ansis } from 'ansis'
import { accent } from './palette.ts'

/** Widest that a line gets, in columns: longer bars tell nothing more. */
const WIDEST = 80

/** A bar a scheduler, a string each, none wider than `width` columns. `done` counts the tiles of each. */
export function progressBars(done: readonly number[], tiles: number, width: number, colours: Ansis): string[] {
  const digits = String(tiles).length
  const label = `scheduler ${done.length}`.length
  const bar = Math.max(1, Math.min(width, WIDEST) - label - digits - ' '.length * 2 - ' tiles 100 %'.length)
  // A full bar is a fair share, or what the busiest has done when that is more.
  const full = Math.max(tiles / done.length, ...done)
  return done.map((count, i) => {
    const name = `scheduler ${i + 1}`.padEnd(label)
    const share = `${Math.round((count * 100) / tiles)}`.padStart(3)
    return `${name} ${drawBar(count / full, bar, i + 1, colours)} ${String(count).padStart(digits)} tiles ${share} %`
  })
}

function drawBar(share: number, width: number, scheduler: number, colours: Ansis): string {
  const halves = Math.floor(share * width * 2)
  const done = '━'.repeat(halves >> 1) + (halves % 2 === 1 ? '╸' : '')
  const rest = (colours.level === 0 ? '·' : '━').repeat(width - done.length)
  const paint = colours.rgb(...accent(scheduler))
  return (done === '' ? '' : paint(done)) + (rest === '' ? '' : colours.rgb(60, 60, 66)(rest))
}

/** The quarters (1 to 4) that have been completed by going from `before` tiles to `after` of `tiles`. */
export function quartersReached(before: number, after: number, tiles: number): number[] {
  const quarter = (count: number): number => Math.floor((count * 4) / tiles)
  return [1, 2, 3, 4].filter((n) => n > quarter(before) && n <= quarter(after))
}

/** What is done after a quarter, as a line: ` 50 %  24 + 24 tiles`. */
export function milestone(quarter: number, done: readonly number[]): string {
  return `${String(quarter * 25).padStart(3)} %  ${tilesOfEach(done)}`
}

/** Chosen: what a terminal of 40 columns has left beside a name and a time. */
const TILES_WIDTH = 17

/** `52 + 44 tiles`; when that gets too long, the least and the most: `3–9 each`. */
export function tilesOfEach(done: readonly number[]): string {
  const each = `${done.join(' + ')} tiles`
  return each.length <= TILES_WIDTH ? each : `${Math.min(...done)}–${Math.max(...done)} each`
}
