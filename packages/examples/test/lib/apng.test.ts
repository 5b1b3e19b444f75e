import { decodeApng } from 'fast-png'
import { expect, it } from 'vitest'
import { encodeApng } from '../../src/lib/apng.ts'
import type { Image } from '../../src/lib/image.ts'

/** One row of pixels, each of another grey; more than 256 have other blues. */
function row(width: number, light: number): Image {
  const pixels = new Uint8Array(width * 3)
  for (let i = 0; i < width; i++) pixels.set([i & 255, light, i >> 8], i * 3)
  return { width, height: 1, pixels }
}

it.each([4, 300])('writes animations of images with %i colours each', (width) => {
  const images = [row(width, 0), row(width, 0), row(width, 9)]
  const { frames, palette, channels } = decodeApng(encodeApng(images, 60))
  expect(frames).toHaveLength(3)
  const colours = frames.map(({ data }) => {
    return palette === undefined ? [...data] : [...data].flatMap((index) => [...(palette[index] as number[])])
  })
  expect(colours).toEqual(images.map(({ pixels }) => [...pixels]))
  expect(channels).toBe(width === 4 ? 1 : 3)
})

it('wants one image at least', () => {
  expect(() => encodeApng([], 60)).toThrow('an animation has one image at least')
})
