import type { Image } from '../../lib/image.ts'
import { Palette } from './palette.ts'
import type { Picture } from './picture.ts'

/** The picture in colours: each tile in those of the scheduler that computed it. */
export function paint({ width, height, times, tiles, owners }: Picture): Image {
  const pixels = new Uint8Array(width * height * 3)
  const palettes = new Map<number, Palette>()
  for (const tile of tiles) {
    const owner = owners[tile.id] as number
    const palette = palettes.get(owner) ?? new Palette(owner)
    palettes.set(owner, palette)
    for (let y = tile.y; y < tile.y + tile.height; y++) {
      for (let at = y * width + tile.x, end = at + tile.width; at < end; at++) {
        palette.write(times[at] as number, pixels, at * 3)
      }
    }
  }
  return { width, height, pixels }
}
