import { describe, expect, it } from 'vitest'
import { INSIDE } from '../../../src/demos/mandelbrot/escape.ts'
import { Palette } from '../../../src/demos/mandelbrot/palette.ts'
import { accent, hueOf } from '../../../src/lib/hues.ts'

describe('palette', () => {
  it('gives each of the first eight schedulers a hue of its own, and then begins again', () => {
    expect(new Set([1, 2, 3, 4, 5, 6, 7, 8].map(hueOf)).size).toBe(8)
    expect(hueOf(9)).toBe(hueOf(1))
  })

  it('knows the first scheduler by amber, the second by blue', () => {
    expect(accent(1)).toEqual([243, 154, 75])
    expect(accent(2)).toEqual([53, 185, 255])
  })

  it('goes from dark to bright as points take longer to escape', () => {
    const lights = [1, 64, 128, 320, 1000, 3000, 10_000, 60_000].map((time) => {
      const [red, green, blue] = colour(new Palette(1), time)
      return red + green + blue
    })
    expect(lights).toEqual(lights.toSorted((a, b) => a - b))
  })

  it('keeps the set itself dark, with a touch of the hue', () => {
    expect(colour(new Palette(1), INSIDE)).toEqual([...new Palette(1).inside])
    expect(new Palette(2).inside).not.toEqual(new Palette(1).inside)
    expect(Math.max(...new Palette(2).inside)).toBeLessThan(40)
  })
})

function colour(palette: Palette, time: number): [number, number, number] {
  const bytes = new Uint8Array(3)
  palette.write(time, bytes, 0)
  return [...bytes] as [number, number, number]
}
