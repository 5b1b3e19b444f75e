import type { Tile } from '../../lib/tiles.ts'
import type { View } from './view.ts'

/** Escape times are whole numbers of this part of an iteration, so that colours can change smoothly. */
export const PER_ITERATION = 32
/** The longest escape time that 16 bits hold. */
export const MOST_ITERATIONS = Math.floor(0xffff / PER_ITERATION)
/** The escape time of a point that does not escape. */
export const INSIDE = 0

/** Chosen: the larger, the smoother the fractions; 256 hides every step. */
const ESCAPE_RADIUS_SQUARED = 256

/**
 * How long the orbit of x + iy under z² + c takes to leave for infinity, in units of 1/32 iteration and at least 1;
 * INSIDE if it has not after `iterations`.
 *
 * Source: the normalised iteration count, https://en.wikipedia.org/wiki/Plotting_algorithms_for_the_Mandelbrot_set
 */
export function escapeTime(x: number, y: number, iterations: number): number {
  let a = 0
  let b = 0
  for (let i = 1; i <= iterations; i++) {
    const aa = a * a
    const bb = b * b
    if (aa + bb > ESCAPE_RADIUS_SQUARED) {
      const smooth = i - Math.log2(Math.log2(aa + bb) / 2)
      return Math.max(1, Math.round(smooth * PER_ITERATION))
    }
    b = 2 * a * b + y
    a = aa - bb + x
  }
  return INSIDE
}

/** Computes one row of a tile into `times`, the tile's pixels row by row. */
export function fillRow(times: Uint16Array, view: View, tile: Tile, row: number): void {
  const y = view.top - (tile.y + row) * view.step
  for (let column = 0; column < tile.width; column++) {
    const x = view.left + (tile.x + column) * view.step
    times[row * tile.width + column] = escapeTime(x, y, view.iterations)
  }
}
