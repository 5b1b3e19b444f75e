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
