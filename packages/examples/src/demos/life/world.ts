import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import type { Tile } from '../../lib/tiles.ts'
import { cut, DIRECTIONS } from './block.ts'
import type { Board } from './board.ts'
import { type CellsMessage, live, type NeighboursMessage, type Plan } from './live.ts'

/** The whole board at a generation, and by block the scheduler that has computed it. */
export interface Frame {
  readonly generation: number
  readonly board: Board
  readonly owners: Uint8Array
}

/** Sent to the observer for each frame. */
export type FrameMessage = ['frame', frame: Frame]

/** How a board is cut: blocks in rows and columns. */
export interface Cut {
  readonly tiles: readonly Tile[]
  readonly columns: number
}

/** A process that starts the blocks, makes them known to each other, and puts together what they tell; returns the last frame. */
export function* world(board: Board, { tiles, columns }: Cut, plan: Plan, observer: Pid): Process<Frame> {
  const pids = tiles.map((tile) => spawn(live, tile.id, cut(board, tile), plan, self()))
  const rows = tiles.length / columns
  for (const [id, pid] of pids.entries()) {
    const [x, y] = [id % columns, Math.floor(id / columns)]
    const neighbours = DIRECTIONS.map(([dx, dy]) => {
      return pids[((y + dy + rows) % rows) * columns + ((x + dx + columns) % columns)] as Pid
    })
    send(pid, ['neighbours', neighbours] satisfies NeighboursMessage)
  }
  for (let generation = 0; ; ) {
    generation = Math.min(generation + plan.every, plan.generations)
    const frame = yield* collect(board, tiles, generation)
    send(observer, ['frame', frame] satisfies FrameMessage)
    if (generation === plan.generations) return frame
  }
}

/** Puts a generation together. Blocks that are ahead have sent the next one already: it stays in the mailbox. */
function* collect({ width, height }: Board, tiles: readonly Tile[], generation: number): Process<Frame> {
  const board: Board = { width, height, cells: new Uint8Array(width * height) }
  const owners = new Uint8Array(tiles.length)
  for (let left = tiles.length; left > 0; left--) {
    const [, , id, scheduler, cells] = yield* receive<CellsMessage>(['cells', generation])
    const tile = tiles[id] as Tile
    for (let row = 0; row < tile.height; row++) {
      board.cells.set(cells.subarray(row * tile.width, (row + 1) * tile.width), (tile.y + row) * width + tile.x)
    }
    owners[id] = scheduler
  }
  return { generation, board, owners }
}
