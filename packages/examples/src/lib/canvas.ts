import type { Rgb } from './hues.ts'
import type { Image } from './image.ts'

/** The ground of charts. */
export const GROUND: Rgb = [23, 23, 29]

/** An image of one colour. */
export function blank(width: number, height: number, colour: Rgb = GROUND): Image {
  const image: Image = { width, height, pixels: new Uint8Array(width * height * 3) }
  fill(image, 0, 0, width, height, colour)
  return image
}

/** Fills a rectangle, as far as it is in the image; its sides are rounded to whole pixels, but something is always seen of it. */
export function fill(image: Image, x: number, y: number, width: number, height: number, colour: Rgb): void {
  const left = Math.max(0, Math.round(x))
  const top = Math.max(0, Math.round(y))
  const right = Math.min(image.width, Math.max(left + 1, Math.round(x + width)))
  const bottom = Math.min(image.height, Math.max(top + 1, Math.round(y + height)))
  for (let row = top; row < bottom; row++) {
    for (let column = left; column < right; column++) image.pixels.set(colour, (row * image.width + column) * 3)
  }
}
