// What a cell is, for the board as a whole and for the blocks that it is cut into.

/** A cell that lives. What is dead still glows, the less the longer: 127 down to 0. */
export const ALIVE = 255
/** The first glow, and what is left of it a generation later. Chosen by eye. */
const GLOW = 110
const FADING = 0.8

/** 1 for a cell that lives, 0 for one that does not. */
export function lifeOf(cell: number): number {
  return cell >> 7
}

/** A cell in the next generation. Source: Conway's rules, B3/S23. */
export function next(cell: number, neighbours: number): number {
  if (neighbours === 3 || (neighbours === 2 && cell === ALIVE)) return ALIVE
  return cell === ALIVE ? GLOW : Math.floor(cell * FADING)
}

/**
 * The next generation of the inside of a field of cells, into `target`; the cells of its border are only looked at. `width` is
 * that of the field, border included.
 */
export function stepInside(field: Uint8Array, target: Uint8Array, width: number): void {
  for (let row = width; row < field.length - width; row += width) {
    for (let at = row + 1; at < row + width - 1; at++) {
      let neighbours = 0
      for (const above of [at - width, at, at + width]) {
        neighbours += lifeOf(field[above - 1] as number) + lifeOf(field[above + 1] as number)
        if (above !== at) neighbours += lifeOf(field[above] as number)
      }
      target[at] = next(field[at] as number, neighbours)
    }
  }
}
