import { accent } from '../../lib/hues.ts'
import type { Image } from '../../lib/image.ts'
import type { Tile } from '../../lib/tiles.ts'

/** How much of a frame's pixel is the scheduler's colour. */
const OPACITY = 0.75

/** The image with a frame around each tile, a hue a scheduler: two where the tile has moved. */
export function frameTiles(image: Image, tiles: readonly Tile[], owners: readonly Uint8Array[]): Image {
  const framed: Image = { ...image, pixels: image.pixels.slice() }
  for (const tile of tiles) {
    const right = tile.x + tile.width - 1
    for (let row = 0; row < tile.height; row++) {
      const owner = owners[tile.id]?.[row] as number
      const y = tile.y + row
      if (row === 0 || row === tile.height - 1) for (let x = tile.x; x <= right; x++) tint(framed, x, y, owner)
      else for (const x of [tile.x, right]) tint(framed, x, y, owner)
    }
  }
  return framed
}

function tint({ width, pixels }: Image, x: number, y: number, owner: number): void {
  accent(owner).forEach((value, i) => {
    const at = (y * width + x) * 3 + i
    pixels[at] = Math.round((pixels[at] as number) * (1 - OPACITY) + value * OPACITY)
  })
}

/** How many tiles were begun by one scheduler and ended by another one. */
export function movedTiles(owners: readonly Uint8Array[]): number {
  return owners.filter((rows) => rows.at(-1) !== rows[0]).length
}
