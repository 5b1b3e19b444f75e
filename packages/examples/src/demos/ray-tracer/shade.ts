import { FLOOR, firstHit } from './hit.ts'
import type { Spheres } from './spheres.ts'
import { add, dot, mix, normalise, reflect, scale, type Vector } from './vector.ts'

/** Colours are light: red, green and blue of 0 to 1 and more. All chosen by eye. */
const ZENITH: Vector = [0.05, 0.07, 0.2]
const HORIZON: Vector = [0.78, 0.4, 0.26]
const TILES: readonly [Vector, Vector] = [
  [0.5, 0.46, 0.42],
  [0.015, 0.02, 0.035],
]
/** By level: a sphere's own colour. */
const METALS: readonly Vector[] = [
  [0.9, 0.55, 0.14],
  [0.1, 0.42, 0.8],
  [0.8, 0.16, 0.3],
  [0.35, 0.75, 0.3],
]
const SUN = { towards: normalise([-0.55, 0.75, -0.5]), light: [1.3, 1.05, 0.8] as Vector }
const AMBIENT = 0.1
/** Shares of the light that comes from where the surface mirrors. */
const MIRROR = { sphere: 0.55, floor: 0.22 }
/** Reflections of reflections: the last ones cannot be seen. */
const MOST_BOUNCES = 4
/** How far away the floor is half lost in the haze. */
const HAZE = 26

/** The light that comes along a ray, from the direction in which it looks. */
export function lightAlong(spheres: Spheres, from: Vector, direction: Vector, bounces = 0): Vector {
  const hit = firstHit(spheres, from, direction)
  if (hit === undefined) return sky(direction)
  const point = add(from, scale(direction, hit.distance))
  const isFloor = hit.sphere === FLOOR
  const normal = isFloor ? UP : normalAt(spheres, hit.sphere, point)
  const colour = isFloor ? tileAt(point) : (METALS[(spheres.levels[hit.sphere] as number) % METALS.length] as Vector)
  const mirrored = isFloor ? MIRROR.floor : MIRROR.sphere
  const own = scale(times(colour, lit(spheres, point, normal, direction, !isFloor)), 1 - mirrored)
  let light = own
  if (bounces < MOST_BOUNCES) {
    const seen = lightAlong(spheres, point, reflect(direction, normal), bounces + 1)
    light = add(own, scale(isFloor ? seen : times(seen, mix([1, 1, 1], colour, 0.6)), mirrored))
  }
  return isFloor ? mix(HORIZON, light, HAZE ** 2 / (HAZE ** 2 + hit.distance ** 2)) : light
}

const UP: Vector = [0, 1, 0]

function sky(direction: Vector): Vector {
  const height = Math.max(0, direction[1])
  const glow = Math.max(0, dot(direction, SUN.towards)) ** 250 * 4
  return add(mix(HORIZON, ZENITH, Math.min(1, height * 2.6) ** 0.65), [glow, glow, glow * 0.8])
}

function normalAt({ places }: Spheres, sphere: number, point: Vector): Vector {
  const centre: Vector = [
    places[sphere * 4] as number,
    places[sphere * 4 + 1] as number,
    places[sphere * 4 + 2] as number,
  ]
  return scale(add(point, scale(centre, -1)), 1 / (places[sphere * 4 + 3] as number))
}

function tileAt([x, , z]: Vector): Vector {
  return TILES[(Math.floor(x) + Math.floor(z)) & 1] as Vector
}

/** The light on a surface: the sky's, and the sun's if nothing stands between, with a highlight on what shines. */
function lit(spheres: Spheres, point: Vector, normal: Vector, direction: Vector, shines: boolean): Vector {
  const towards = dot(normal, SUN.towards)
  const above = AMBIENT * (1.3 + 0.7 * normal[1])
  const ambient: Vector = [above * 0.9, above, above * 1.15]
  if (towards <= 0 || inShadow(spheres, point)) return ambient
  const highlight = shines ? Math.max(0, dot(reflect(direction, normal), SUN.towards)) ** 60 * 2 : 0
  return add(ambient, scale(SUN.light, towards + highlight))
}

function inShadow(spheres: Spheres, point: Vector): boolean {
  const hit = firstHit(spheres, point, SUN.towards)
  return hit !== undefined
}

function times(a: Vector, b: Vector): Vector {
  return [a[0] * b[0], a[1] * b[1], a[2] * b[2]]
}
