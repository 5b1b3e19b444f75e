import { type Pid, Process, System, send } from 'multibeam'
import type { Tile } from '../../lib/tiles.ts'
import { fillRow, type View } from './view.ts'

/** A finished tile: its id, which scheduler computed each of its rows, and its pixels row by row. */
export type TileMessage = ['tile', id: number, owners: Uint8Array, pixels: Uint8Array]

/** Reductions that a pixel counts as. Chosen: some rows, about a millisecond, are a slice. */
const PIXEL_REDUCTIONS = 20

/**
 * A process that computes one tile and sends it to its collector.
 *
 * A row is a call of ordinary functions, which count nothing. It says itself how much that was: so its slices stay short, and it may
 * move to a scheduler that has run out of work between two rows.
 */
export function* renderTile(collector: Pid, view: View, tile: Tile): Process<void> {
  const pixels = new Uint8Array(tile.width * tile.height * 3)
  const owners = new Uint8Array(tile.height)
  for (let row = 0; row < tile.height; row++) {
    fillRow(pixels, view, tile, row)
    owners[row] = System.schedulerId()
    Process.bumpReductions(tile.width * PIXEL_REDUCTIONS)
  }
  const message: TileMessage = ['tile', tile.id, owners, pixels]
  // The pixels move to the collector; nobody copies them.
  send(collector, message, { transfer: [pixels.buffer] })
}
