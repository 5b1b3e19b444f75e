import { encode } from 'fast-png'
import type { Image } from './image.ts'

/** The image as a PNG file. */
export function encodePng({ width, height, pixels }: Image): Uint8Array {
  return encode({ width, height, data: pixels, depth: 8, channels: 3 })
}
