import { add, cross, normalise, scale, type Vector } from './vector.ts'

/** Spheres in the order of a walk over their tree, each before those that sit on it. */
export interface Spheres {
  readonly count: number
  /** Four numbers a sphere: its centre, and its radius. */
  readonly places: Float64Array
  /** By sphere: the first one behind all that sit on it, so that a ray that misses them all can go on there. */
  readonly next: Uint32Array
  /** By sphere: how far it is from the first one, which is 0. */
  readonly levels: Uint8Array
}

/** All that sits on a sphere is within so many of its radii: r + 2/3 r + 2/9 r + … = 2 r. */
export const BOUND = 2

const CHILDREN = 9
/** Radius of a sphere that sits on another one, in radii of that. */
const SHRINK = 1 / 3

/**
 * A sphere with nine that are a third of its size on it, each with nine again, and so on: six around its equator and three above.
 *
 * Source: the sphereflake of Eric Haines, "A Proposal for Standard Graphics Environments", 1987.
 */
export function sphereflake(deepest: number, centre: Vector, radius: number): Spheres {
  const count = (CHILDREN ** (deepest + 1) - 1) / (CHILDREN - 1)
  const spheres: Spheres = {
    count,
    places: new Float64Array(count * 4),
    next: new Uint32Array(count),
    levels: new Uint8Array(count),
  }
  grow(spheres, 0, 0, deepest, centre, radius, normalise([0.1, 1, -0.25]))
  return spheres
}

/** Adds a sphere and all on it from index `at`; returns the index behind them. `up` points away from the sphere that it sits on. */
function grow(
  spheres: Spheres,
  at: number,
  level: number,
  deepest: number,
  centre: Vector,
  radius: number,
  up: Vector,
): number {
  spheres.places.set([...centre, radius], at * 4)
  spheres.levels[at] = level
  let next = at + 1
  if (level < deepest) {
    for (const direction of around(up)) {
      const place = add(centre, scale(direction, radius * (1 + SHRINK)))
      next = grow(spheres, next, level + 1, deepest, place, radius * SHRINK, direction)
    }
  }
  spheres.next[at] = next
  return next
}

/** Where the nine sit, seen from the middle. */
function around(up: Vector): Vector[] {
  const side = normalise(cross(up, Math.abs(up[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0]))
  const front = cross(up, side)
  const at = (turn: number, height: number): Vector => {
    const flat = add(scale(side, Math.cos(turn)), scale(front, Math.sin(turn)))
    return normalise(add(scale(flat, Math.sqrt(1 - height * height)), scale(up, height)))
  }
  const equator = Array.from({ length: 6 }, (_, i) => at((i * Math.PI) / 3, 0))
  const above = Array.from({ length: 3 }, (_, i) => at(((i * 2 + 0.5) * Math.PI) / 3, Math.sqrt(2 / 3)))
  return [...equator, ...above]
}
