import { Ansis } from 'ansis'
import { decode } from 'fast-png'
import { describe, expect, it } from 'vitest'
import { paint } from '../../../src/demos/mandelbrot/paint.ts'
import { Palette } from '../../../src/demos/mandelbrot/palette.ts'
import { type Picture, place, sameTimes, tilesByScheduler } from '../../../src/demos/mandelbrot/picture.ts'
import { nearestOf256 } from '../../../src/lib/cube.ts'
import { type Image, resize } from '../../../src/lib/image.ts'
import { encodePng } from '../../../src/lib/png.ts'
import { terminalPicture } from '../../../src/lib/terminal-picture.ts'

/** Two pixels by two: red, green, blue, white. */
const FOUR: Image = {
  width: 2,
  height: 2,
  pixels: Uint8Array.from([255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]),
}

describe('picture', () => {
  it('takes each tile once and counts them by scheduler', () => {
    const picture = twoTiles()
    place(picture, 1, 2, Uint16Array.of(7, 8))
    place(picture, 0, 1, Uint16Array.of(5, 6))
    expect([...picture.times]).toEqual([5, 7, 6, 8])
    expect(tilesByScheduler(picture, 3)).toEqual([1, 1, 0])
    expect(() => place(picture, 1, 1, Uint16Array.of(7, 8))).toThrow('tile 1 was computed twice')
    expect(() => place(picture, 2, 1, Uint16Array.of(7, 8))).toThrow('there is no tile 2; the picture has 2')
  })

  it('is the same as another one with the same escape times, whoever computed them', () => {
    const [one, other] = [twoTiles(), twoTiles()]
    place(one, 0, 1, Uint16Array.of(5, 6))
    place(other, 0, 2, Uint16Array.of(5, 6))
    expect(sameTimes(one, other)).toBe(true)
    place(other, 1, 2, Uint16Array.of(0, 1))
    expect(sameTimes(one, other)).toBe(false)
  })

  it('is painted in the hue of the scheduler that computed the tile', () => {
    const picture = twoTiles()
    place(picture, 0, 1, Uint16Array.of(0, 300))
    place(picture, 1, 2, Uint16Array.of(0, 300))
    const expected = new Uint8Array(12)
    new Palette(1).write(0, expected, 0)
    new Palette(2).write(0, expected, 3)
    new Palette(1).write(300, expected, 6)
    new Palette(2).write(300, expected, 9)
    expect(paint(picture)).toEqual({ width: 2, height: 2, pixels: expected })
  })
})

describe('PNG file', () => {
  it('decodes to the size and the pixels of the image', () => {
    const png = decode(encodePng(FOUR))
    expect({ width: png.width, height: png.height, depth: png.depth, channels: png.channels }).toEqual({
      width: 2,
      height: 2,
      depth: 8,
      channels: 3,
    })
    expect([...png.data]).toEqual([...FOUR.pixels])
  })
})

describe('resizing', () => {
  it('gives each pixel the mean of those it covers', () => {
    expect([...resize(FOUR, 1, 1).pixels]).toEqual([128, 128, 128])
    expect([...resize(FOUR, 2, 1).pixels]).toEqual([128, 0, 128, 128, 255, 128])
  })

  it('repeats pixels in a larger image', () => {
    expect([...resize(FOUR, 4, 2).pixels.subarray(0, 12)]).toEqual([255, 0, 0, 255, 0, 0, 0, 255, 0, 0, 255, 0])
  })
})

describe('picture in the terminal', () => {
  it('is made of half blocks in 24-bit colours', () => {
    expect(terminalPicture(FOUR, 2, 10, new Ansis(3))).toEqual([
      '\x1b[38;2;255;0;0m\x1b[48;2;0;0;255m▀\x1b[38;2;0;255;0m\x1b[48;2;255;255;255m▀\x1b[49m\x1b[39m',
    ])
  })

  it('is made of half blocks in 256 colours where there are no more', () => {
    expect(terminalPicture(FOUR, 2, 10, new Ansis(2))).toEqual([
      '\x1b[38;5;196m\x1b[48;5;21m▀\x1b[38;5;46m\x1b[48;5;231m▀\x1b[49m\x1b[39m',
    ])
  })

  it('keeps the hues of dark tiles apart in 256 colours, which have no dark tints', () => {
    const dark = [1, 2, 3, 4].map((scheduler) => {
      const bytes = new Uint8Array(3)
      new Palette(scheduler).write(64, bytes, 0)
      return nearestOf256([...bytes] as [number, number, number])
    })
    expect(dark).toEqual([52, 24, 22, 53])
    expect(nearestOf256([0, 0, 0])).toBe(16)
    expect(nearestOf256([255, 255, 255])).toBe(231)
  })

  it('opens a run of one colour once', () => {
    const black: Image = { width: 4, height: 2, pixels: new Uint8Array(24) }
    expect(terminalPicture(black, 4, 10, new Ansis(3))).toEqual([
      '\x1b[38;2;0;0;0m\x1b[48;2;0;0;0m▀▀▀▀\x1b[49m\x1b[39m',
    ])
  })

  it('is shades of ASCII without colours', () => {
    const ramp: Image = { width: 10, height: 2, pixels: new Uint8Array(60) }
    for (let i = 0; i < 20; i++) ramp.pixels.fill((i % 10) * 28, i * 3, i * 3 + 3)
    expect(terminalPicture(ramp, 10, 10, new Ansis(0))).toEqual([' .:-=+*#%@'])
    expect(terminalPicture(ramp, 2, 10, new Ansis(0))).toEqual([' @'])
  })

  it.each([
    { columns: 80, rows: 48, width: 80, lines: 27 },
    { columns: 80, rows: 22, width: 66, lines: 22 },
    { columns: 40, rows: 48, width: 40, lines: 13 },
  ])('fits $columns columns and $rows rows', ({ columns, rows, width, lines }) => {
    const image: Image = { width: 1200, height: 800, pixels: new Uint8Array(1200 * 800 * 3) }
    const picture = terminalPicture(image, columns, rows, new Ansis(3))
    expect(picture).toHaveLength(lines)
    for (const line of picture) expect(new Ansis().strip(line)).toBe('▀'.repeat(width))
  })
})

/** A picture of two pixels by two, cut into a left and a right tile, nothing computed yet. */
function twoTiles(): Picture {
  const tiles = [
    { id: 0, x: 0, y: 0, width: 1, height: 2 },
    { id: 1, x: 1, y: 0, width: 1, height: 2 },
  ]
  return { width: 2, height: 2, times: new Uint16Array(4), tiles, owners: new Uint8Array(2) }
}
