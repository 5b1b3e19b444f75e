import { type Pid, type Process, System, send } from 'multibeam'
import type { Tile } from '../../lib/tiles.ts'
import { fillRow } from './escape.ts'
import type { View } from './view.ts'

/** A finished tile: its id, the scheduler that computed it, and its escape times row by row. */
export type TileMessage = ['tile', id: number, scheduler: number, times: Uint16Array<ArrayBuffer>]

/**
 * A process that computes one tile and sends it to its collector.
 *
 * A row is an ordinary call and counts as one reduction: a tile is done in one slice, by the scheduler in whose hue it is painted.
 */
export function* renderTile(collector: Pid, view: View, tile: Tile): Process<void> {
  const times = new Uint16Array(tile.width * tile.height)
  for (let row = 0; row < tile.height; row++) fillRow(times, view, tile, row)
  const message: TileMessage = ['tile', tile.id, System.schedulerId(), times]
  // The pixels move to the collector; nobody copies them.
  send(collector, message, { transfer: [times.buffer] })
}
