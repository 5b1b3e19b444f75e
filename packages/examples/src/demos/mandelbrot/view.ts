/** The part of the complex plane that a picture shows, and how closely it is looked at. */
export interface View {
  /** Pixels. */
  readonly width: number
  readonly height: number
  /** The point in the middle of the picture's upper left pixel. */
  readonly left: number
  readonly top: number
  /** Distance between the points of two neighbouring pixels. */
  readonly step: number
  /** A point that has not escaped after so many iterations is taken to be in the set. At most MOST_ITERATIONS. */
  readonly iterations: number
}

/** A rectangle of the picture, in pixels: the work of one process. */
export interface Tile {
  readonly id: number
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Chosen so that the whole set has some air around it. */
const CENTRE = { x: -0.72, y: 0 }
const SPAN = 3.6
/** Chosen: with these the default picture takes one core of the machines this was built on about two seconds. */
const ITERATIONS = 2000

/** The whole set in a picture of so many pixels' width; its height is two thirds of that. */
export function wholeSet(width: number): View {
  const height = Math.max(1, Math.round((width * 2) / 3))
  const step = SPAN / width
  return {
    width,
    height,
    left: CENTRE.x - (step * (width - 1)) / 2,
    top: CENTRE.y + (step * (height - 1)) / 2,
    step,
    iterations: ITERATIONS,
  }
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
