import { BOUND, type Spheres } from './spheres.ts'
import type { Vector } from './vector.ts'

/** Closer than this, a ray meets what it starts from. Chosen: a thousandth of the smallest sphere. */
const NEAREST = 1e-5

/** What a ray meets: how far away, and which sphere; FLOOR for the floor at height 0. */
export interface Hit {
  readonly distance: number
  readonly sphere: number
}

export const FLOOR = -1

/** The first thing that a ray from `from` in `direction` (of length 1) meets; undefined if it is the sky. */
export function firstHit(spheres: Spheres, from: Vector, direction: Vector): Hit | undefined {
  const floor = -from[1] / direction[1]
  let distance = floor > NEAREST ? floor : Number.POSITIVE_INFINITY
  let sphere = FLOOR
  const { places, next, count } = spheres
  let at = 0
  while (at < count) {
    const radius = places[at * 4 + 3] as number
    const x = (places[at * 4] as number) - from[0]
    const y = (places[at * 4 + 1] as number) - from[1]
    const z = (places[at * 4 + 2] as number) - from[2]
    // The ray's point that is nearest to the centre, and its distance from it, squared.
    const along = x * direction[0] + y * direction[1] + z * direction[2]
    const away = x * x + y * y + z * z - along * along
    const bound = radius * BOUND
    if (away > bound * bound || along < -bound || along - bound > distance) {
      at = next[at] as number
      continue
    }
    if (away < radius * radius) {
      const half = Math.sqrt(radius * radius - away)
      const near = along - half
      if (near > NEAREST && near < distance) {
        distance = near
        sphere = at
      }
    }
    at++
  }
  return distance === Number.POSITIVE_INFINITY ? undefined : { distance, sphere }
}
