import { hueOf, lch, type Rgb } from '../../lib/hues.ts'
import type { Image } from '../../lib/image.ts'
import type { Tile } from '../../lib/tiles.ts'
import { ALIVE } from './cells.ts'
import type { Frame } from './world.ts'

const palettes = new Map<number, readonly Rgb[]>()

/** The colours of a scheduler, by cell: bright where one lives, glowing where one has just died, dark elsewhere. */
function paletteOf(scheduler: number): readonly Rgb[] {
  let palette = palettes.get(scheduler)
  if (palette === undefined) {
    const hue = hueOf(scheduler)
    palette = Array.from({ length: 256 }, (_, cell) => {
      return cell === ALIVE ? lch(82, 55, hue) : lch(9 + cell * 0.3, 12 + cell * 0.3, hue)
    })
    palettes.set(scheduler, palette)
  }
  return palette
}

/** A frame in colours, a cell being so many pixels wide: each block in the hue of the scheduler that has computed it. */
export function paint({ board, owners }: Frame, tiles: readonly Tile[], scale: number): Image {
  const [width, height] = [board.width * scale, board.height * scale]
  const pixels = new Uint8Array(width * height * 3)
  for (const tile of tiles) {
    const palette = paletteOf(owners[tile.id] as number)
    for (let y = tile.y * scale; y < (tile.y + tile.height) * scale; y++) {
      for (let x = tile.x * scale; x < (tile.x + tile.width) * scale; x++) {
        const cell = board.cells[Math.floor(y / scale) * board.width + Math.floor(x / scale)] as number
        const [red, green, blue] = palette[cell] as Rgb
        const at = (y * width + x) * 3
        pixels[at] = red
        pixels[at + 1] = green
        pixels[at + 2] = blue
      }
    }
  }
  return { width, height, pixels }
}
