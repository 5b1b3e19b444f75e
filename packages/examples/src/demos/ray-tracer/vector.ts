/** A place or a direction: x to the right, y up, z away from the camera. */
export type Vector = readonly [x: number, y: number, z: number]

export function add(a: Vector, b: Vector): Vector {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

export function scale(a: Vector, by: number): Vector {
  return [a[0] * by, a[1] * by, a[2] * by]
}

export function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
}

export function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

export function length(a: Vector): number {
  return Math.sqrt(dot(a, a))
}

export function normalise(a: Vector): Vector {
  return scale(a, 1 / length(a))
}

/** The direction `a` after it has met a surface with the normal `n`. */
export function reflect(a: Vector, n: Vector): Vector {
  return add(a, scale(n, -2 * dot(a, n)))
}

/** From `a` to `b`, by a share of 0 to 1. */
export function mix(a: Vector, b: Vector, share: number): Vector {
  return add(scale(a, 1 - share), scale(b, share))
}
