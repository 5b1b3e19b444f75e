import type { Tile } from '../../lib/tiles.ts'
import type { Board } from './board.ts'
import { stepInside } from './cells.ts'

/** The eight directions, row by row; 7 minus one is the opposite one. */
export const DIRECTIONS: readonly (readonly [dx: number, dy: number])[] = [
  [-1, -1],
  [0, -1],
  [1, -1],
  [-1, 0],
  [1, 0],
  [-1, 1],
  [0, 1],
  [1, 1],
]

/** A part of the board, with a border of one cell around it that belongs to the blocks beside it. */
export interface Block {
  readonly width: number
  readonly height: number
  /** Of width + 2 times height + 2 cells, row by row. */
  field: Uint8Array
  /** Where the next generation is put. */
  spare: Uint8Array
}

/** Cuts a block out of a board; its border is empty. */
export function cut(board: Board, { x, y, width, height }: Tile): Block {
  const field = new Uint8Array((width + 2) * (height + 2))
  for (let row = 0; row < height; row++) {
    const from = (y + row) * board.width + x
    field.set(board.cells.subarray(from, from + width), (row + 1) * (width + 2) + 1)
  }
  return { width, height, field, spare: field.slice() }
}

/** The cells of a block, without the border. */
export function inside({ width, height, field }: Block): Uint8Array {
  const cells = new Uint8Array(width * height)
  for (let row = 0; row < height; row++) {
    const from = (row + 1) * (width + 2) + 1
    cells.set(field.subarray(from, from + width), row * width)
  }
  return cells
}

/** The cells that the neighbour in a direction needs: a row, a column, or the cell in a corner. */
export function edge(block: Block, direction: number): Uint8Array {
  const places = placesOf(block, direction, 0)
  return Uint8Array.from(places, (at) => block.field[at] as number)
}

/** Puts what the neighbour in a direction has sent into the border. */
export function putBorder(block: Block, direction: number, cells: Uint8Array): void {
  placesOf(block, direction, 1).forEach((at, i) => {
    block.field[at] = cells[i] as number
  })
}

/** Makes the next generation out of the block and its border. */
export function step(block: Block): void {
  const { field, spare, width } = block
  stepInside(field, spare, width + 2)
  block.field = spare
  block.spare = field
}

/** The places in the field of the outermost cells in a direction, or `beyond` them. */
function placesOf({ width, height }: Block, direction: number, beyond: number): number[] {
  const [dx, dy] = DIRECTIONS[direction] as readonly [number, number]
  const columns = span(dx, width, beyond)
  return span(dy, height, beyond).flatMap((row) => columns.map((column) => row * (width + 2) + column))
}

function span(towards: number, size: number, beyond: number): number[] {
  if (towards < 0) return [1 - beyond]
  if (towards > 0) return [size + beyond]
  return Array.from({ length: size }, (_, i) => i + 1)
}
