import { type Pid, type Process, receive, self, send, spawnWith } from 'multibeam'
import type { Tile } from '../../lib/tiles.ts'
import type { ProgressMessage } from '../../lib/watch.ts'
import { type Picture, place } from './picture.ts'
import { renderTile, type TileMessage } from './tile.ts'
import type { View } from './view.ts'

export interface Rendering {
  picture: Picture
  /** From the first spawn until the last tile is in its place. */
  milliseconds: number
}

/**
 * A process that spawns one process a tile and puts together what they send; returns the picture.
 *
 * All tiles are spawned on this process's scheduler; the others steal those that have not started. Tiles are work in the
 * background: with a low priority they let this process run as soon as one of them has something to say.
 */
export function* render(view: View, tiles: readonly Tile[], observer: Pid): Process<Rendering> {
  const started = performance.now()
  for (const tile of tiles) spawnWith({ priority: 'low' }, renderTile, self(), view, tile)
  const times = new Uint16Array(view.width * view.height)
  const owners = new Uint8Array(tiles.length)
  const picture: Picture = { width: view.width, height: view.height, times, tiles, owners }
  for (let left = tiles.length; left > 0; left--) {
    const [, id, scheduler, pixels] = yield* receive<TileMessage>('tile')
    place(picture, id, scheduler, pixels)
    send(observer, ['progress', id, scheduler] satisfies ProgressMessage)
  }
  return { picture, milliseconds: performance.now() - started }
}
