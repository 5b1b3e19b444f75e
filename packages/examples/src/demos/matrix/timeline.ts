import { blank, fill } from '../../lib/canvas.ts'
import { accent, lch } from '../../lib/hues.ts'
import type { Image } from '../../lib/image.ts'
import type { Step } from './block.ts'

const WIDTH = 800
const HEIGHT = 240
const MARGIN = 10
/** Width of the mark in the scheduler's colour in front of its row. */
const MARK = 8

/** A row a scheduler, from left to right the time: each step of a block, in a colour that the block has wherever it is. */
export function timeline(steps: readonly Step[], blocks: number, schedulers: number): Image {
  const image = blank(WIDTH, HEIGHT)
  const begin = steps.reduce((least, { from }) => Math.min(least, from), Number.POSITIVE_INFINITY)
  const end = steps.reduce((most, { to }) => Math.max(most, to), 0)
  const left = 2 * MARGIN + MARK
  const perMs = (WIDTH - left - MARGIN) / Math.max(1e-3, end - begin)
  const row = (HEIGHT - MARGIN) / schedulers
  for (let i = 0; i < schedulers; i++) fill(image, MARGIN, MARGIN + i * row, MARK, row - MARGIN, accent(i + 1))
  for (const { block, scheduler, from, to } of steps) {
    const shade = 50 + 25 * ((block * 0.618) % 1)
    const colour = lch(shade, 45, (block * 360) / blocks)
    fill(
      image,
      left + (from - begin) * perMs,
      MARGIN + (scheduler - 1) * row,
      (to - from) * perMs - 0.5,
      row - MARGIN,
      colour,
    )
  }
  return image
}

/** How many blocks were computed by more than one scheduler. */
export function movedBlocks(steps: readonly Step[]): number {
  const schedulersOf = new Map<number, Set<number>>()
  for (const { block, scheduler } of steps) {
    schedulersOf.set(block, (schedulersOf.get(block) ?? new Set()).add(scheduler))
  }
  return [...schedulersOf.values()].filter(({ size }) => size > 1).length
}
