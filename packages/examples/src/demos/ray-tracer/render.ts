import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import type { Image } from '../../lib/image.ts'
import type { Tile } from '../../lib/tiles.ts'
import type { ProgressMessage } from '../../lib/watch.ts'
import { renderTile, type TileMessage } from './tile.ts'
import type { View } from './view.ts'

export interface Rendering {
  image: Image
  /** By tile: which scheduler computed each of its rows. */
  owners: Uint8Array[]
  /** From the first spawn until the last tile is in its place. */
  milliseconds: number
}

/** A process that spawns one process a tile, all on its own scheduler, and puts together what they send. */
export function* render(view: View, tiles: readonly Tile[], observer: Pid): Process<Rendering> {
  const started = performance.now()
  for (const tile of tiles) spawn(renderTile, self(), view, tile)
  const image: Image = { ...sizeOf(view), pixels: new Uint8Array(view.width * view.height * 3) }
  const owners: Uint8Array[] = []
  for (let left = tiles.length; left > 0; left--) {
    const [, id, rows, pixels] = yield* receive<TileMessage>('tile')
    place(image, tiles[id] as Tile, pixels)
    owners[id] = rows
    send(observer, ['progress', id, rows.at(-1) as number] satisfies ProgressMessage)
  }
  return { image, owners, milliseconds: performance.now() - started }
}

function sizeOf({ width, height }: View): { width: number; height: number } {
  return { width, height }
}

function place(image: Image, tile: Tile, pixels: Uint8Array): void {
  for (let row = 0; row < tile.height; row++) {
    const from = row * tile.width * 3
    image.pixels.set(pixels.subarray(from, from + tile.width * 3), ((tile.y + row) * image.width + tile.x) * 3)
  }
}
