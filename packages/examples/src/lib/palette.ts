import type { Rgb } from './hues.ts'
import type { Image } from './image.ts'

/** Images whose pixels are numbers of colours; one byte each. */
export interface Indexed {
  readonly colours: readonly Rgb[]
  readonly images: readonly { readonly width: number; readonly height: number; readonly indices: Uint8Array }[]
}

/** As many as a byte can tell apart. */
const MOST_COLOURS = 256

/** The images with a palette, which makes files a good deal smaller; undefined if they have too many colours. */
export function withPalette(images: readonly Image[]): Indexed | undefined {
  const known = new Map<number, number>()
  const indexed = []
  for (const { width, height, pixels } of images) {
    const indices = new Uint8Array(width * height)
    for (let i = 0; i < indices.length; i++) {
      const key =
        ((pixels[i * 3] as number) << 16) | ((pixels[i * 3 + 1] as number) << 8) | (pixels[i * 3 + 2] as number)
      let index = known.get(key)
      if (index === undefined) {
        index = known.size
        if (index === MOST_COLOURS) return undefined
        known.set(key, index)
      }
      indices[i] = index
    }
    indexed.push({ width, height, indices })
  }
  const colours = [...known.keys()].map((key): Rgb => [key >> 16, (key >> 8) & 255, key & 255])
  return { colours, images: indexed }
}
