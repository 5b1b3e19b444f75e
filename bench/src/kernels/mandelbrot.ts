/** The Mandelbrot set in square tiles: those inside the set cost the limit of iterations, those outside next to none. */

import type { Kernel } from './kernel.ts'

/** Chosen: a run of 2000² pixels takes about a second on one core. */
export const iterationLimit = 256

/** Iterations until the point of pixel (column, row) leaves the circle of radius 2, at most the limit. */
export function escapeTime(size: number, column: number, row: number): number {
  const a = -2 + (2.5 * column) / size
  const b = -1.25 + (2.5 * row) / size
  let x = 0
  let y = 0
  let count = 0
  while (count < iterationLimit) {
    const xx = x * x
    const yy = y * y
    if (xx + yy > 4) break
    y = 2 * x * y + b
    x = xx - yy + a
    count++
  }
  return count
}

/** Iterations of all pixels of a tile; tiles at the right and lower edge may be smaller. */
export function renderTile(size: number, tile: number, index: number): number {
  const across = Math.ceil(size / tile)
  const left = (index % across) * tile
  const top = Math.floor(index / across) * tile
  const right = Math.min(size, left + tile)
  const bottom = Math.min(size, top + tile)
  let sum = 0
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) sum += escapeTime(size, column, row)
  }
  return sum
}

export function tilesOf(size: number, tile: number): number {
  return Math.ceil(size / tile) ** 2
}

/** Sizes: the picture's edge and a tile's edge, in pixels. */
export const mandelbrot: Kernel = {
  pieces: ([size = 1, tile = 1]) => tilesOf(size, tile),
  piece: ([size = 1, tile = 1], index) => renderTile(size, tile, index),
}
