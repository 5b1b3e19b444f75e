/** A rectangle of the picture, in pixels: the work of one process. */
export interface Tile {
  readonly id: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Cuts a picture into a grid of nearly square tiles, row by row; there may be a few more than `count` to fill the grid. */
export function cutIntoTiles(width: number, height: number, count: number): Tile[] {
  const rows = Math.min(height, Math.max(1, Math.round(Math.sqrt((count * height) / width))))
  const columns = Math.min(width, Math.ceil(count / rows))
  const tiles: Tile[] = []
  for (let row = 0; row < rows; row++) {
    const y = Math.floor((row * height) / rows)
    const bottom = Math.floor(((row + 1) * height) / rows)
    for (let column = 0; column < columns; column++) {
      const x = Math.floor((column * width) / columns)
      const right = Math.floor(((column + 1) * width) / columns)
      tiles.push({ id: tiles.length, x, y, width: right - x, height: bottom - y })
    }
  }
  return tiles
}
