import type { Tile } from '../../lib/tiles.ts'

/** A rendered picture: when each pixel escapes, and who computed it. */
export interface Picture {
  readonly width: number
  readonly height: number
  /** Escape times (see escape.ts), row by row. */
  readonly times: Uint16Array
  readonly tiles: readonly Tile[]
  /** By tile: the scheduler that computed it, from 1; 0 while nobody has. */
  readonly owners: Uint8Array
}

/** Puts a computed tile into the picture. Throws if it is there already: every tile is computed once. */
export function place(picture: Picture, id: number, scheduler: number, pixels: Uint16Array): void {
  const tile = picture.tiles[id]
  if (tile === undefined) throw new RangeError(`there is no tile ${id}; the picture has ${picture.tiles.length}`)
  if (picture.owners[id] !== 0) throw new Error(`tile ${id} was computed twice`)
  picture.owners[id] = scheduler
  for (let row = 0; row < tile.height; row++) {
    const from = row * tile.width
    picture.times.set(pixels.subarray(from, from + tile.width), (tile.y + row) * picture.width + tile.x)
  }
}

/** How many tiles each of so many schedulers computed, in their order. */
export function tilesByScheduler(picture: Picture, schedulers: number): number[] {
  const counts = new Array<number>(schedulers).fill(0)
  for (const owner of picture.owners) counts[owner - 1] = (counts[owner - 1] ?? 0) + 1
  return counts
}

/** Whether two pictures show the same, whoever computed them. */
export function sameTimes(one: Picture, other: Picture): boolean {
  return one.width === other.width && Buffer.compare(bytesOf(one.times), bytesOf(other.times)) === 0
}

function bytesOf(times: Uint16Array): Uint8Array {
  return new Uint8Array(times.buffer, times.byteOffset, times.byteLength)
}
