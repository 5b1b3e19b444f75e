import { describe, expect, it } from 'vitest'
import { escapeTime, INSIDE, MOST_ITERATIONS, PER_ITERATION } from '../../../src/demos/mandelbrot/escape.ts'
import { wholeSet } from '../../../src/demos/mandelbrot/view.ts'
import { cutIntoTiles } from '../../../src/lib/tiles.ts'

describe('cutting a picture into tiles', () => {
  it.each([
    { width: 1200, height: 800, count: 96, tiles: 96 },
    { width: 48, height: 32, count: 64, tiles: 70 },
    { width: 17, height: 11, count: 5, tiles: 6 },
    { width: 3, height: 2, count: 10_000, tiles: 6 },
    { width: 16, height: 11, count: 1, tiles: 1 },
  ])('covers every pixel of $width × $height once with about $count tiles', ({ width, height, count, tiles: made }) => {
    const tiles = cutIntoTiles(width, height, count)
    const covered = new Uint8Array(width * height)
    for (const tile of tiles) {
      for (let y = tile.y; y < tile.y + tile.height; y++) {
        for (let x = tile.x; x < tile.x + tile.width; x++) covered[y * width + x] = (covered[y * width + x] ?? 0) + 1
      }
    }
    expect(tiles).toHaveLength(made)
    expect(tiles.map((tile) => tile.id)).toEqual(tiles.map((_, i) => i))
    expect(covered.every((times) => times === 1)).toBe(true)
  })
})

describe('escape times', () => {
  it('are those of the set: points in it never escape, points outside do, the sooner the farther away', () => {
    expect(escapeTime(0, 0, 500)).toBe(INSIDE)
    expect(escapeTime(-1, 0, 500)).toBe(INSIDE)
    expect(escapeTime(0.3, 0, 500)).toBeGreaterThan(escapeTime(0.5, 0, 500))
    expect(escapeTime(0.5, 0, 500)).toBeGreaterThan(escapeTime(2, 0, 500))
    expect(escapeTime(1e9, 0, 500)).toBeGreaterThanOrEqual(1)
  })

  it('fit 16 bits at the most iterations that a view may have', () => {
    expect(wholeSet(1200).iterations).toBeLessThanOrEqual(MOST_ITERATIONS)
    expect(MOST_ITERATIONS * PER_ITERATION).toBeLessThanOrEqual(0xffff)
  })

  it('are mirrored at the real axis, which runs through the middle of the picture', () => {
    const { top, step, height } = wholeSet(60)
    expect(top).toBeCloseTo(-(top - step * (height - 1)), 12)
  })
})
