import { randomNumbers } from '../../lib/random.ts'
import { ALIVE, lifeOf, next } from './cells.ts'

/** All cells, row by row. What leaves at one side comes in at the other one. */
export interface Board {
  readonly width: number
  readonly height: number
  readonly cells: Uint8Array
}

/** Cells that live in a soup. Chosen: it stays lively for a long time. */
const DENSITY = 0.28

/** A board on which cells live at random places, the same for the same seed. */
export function soup(width: number, height: number, seed: number): Board {
  const random = randomNumbers(seed)
  return { width, height, cells: Uint8Array.from({ length: width * height }, () => (random() < DENSITY ? ALIVE : 0)) }
}

/** The board after so many generations, without processes: what the blocks together must come to. */
export function later({ width, height, cells }: Board, generations: number): Board {
  let now = cells
  for (let generation = 0; generation < generations; generation++) {
    now = now.map((cell, at) => next(cell, neighboursOf(now, width, height, at)))
  }
  return { width, height, cells: now }
}

function neighboursOf(cells: Uint8Array, width: number, height: number, at: number): number {
  const [x, y] = [at % width, Math.floor(at / width)]
  let sum = -lifeOf(cells[at] as number)
  for (const dy of [height - 1, 0, 1]) {
    for (const dx of [width - 1, 0, 1]) {
      sum += lifeOf(cells[((y + dy) % height) * width + ((x + dx) % width)] as number)
    }
  }
  return sum
}

/** How many cells live. */
export function population({ cells }: Board): number {
  return cells.reduce((sum, cell) => sum + lifeOf(cell), 0)
}
