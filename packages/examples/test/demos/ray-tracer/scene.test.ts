import { describe, expect, it } from 'vitest'
import { frameTiles, movedTiles } from '../../../src/demos/ray-tracer/frame.ts'
import { FLOOR, firstHit } from '../../../src/demos/ray-tracer/hit.ts'
import { lightAlong } from '../../../src/demos/ray-tracer/shade.ts'
import { BOUND, sphereflake } from '../../../src/demos/ray-tracer/spheres.ts'
import { add, dot, length, normalise, reflect, scale, type Vector } from '../../../src/demos/ray-tracer/vector.ts'
import { accent } from '../../../src/lib/hues.ts'

const flake = sphereflake(2, [0, 2, 0], 1)

function centre(sphere: number): Vector {
  return [...flake.places.subarray(sphere * 4, sphere * 4 + 3)] as unknown as Vector
}

function radius(sphere: number): number {
  return flake.places[sphere * 4 + 3] as number
}

describe('the sphereflake', () => {
  it('has nine spheres on each, a third of its size, that touch it', () => {
    expect(flake.count).toBe(1 + 9 + 81)
    expect(flake.next[0]).toBe(91)
    const onFirst = Array.from({ length: 91 }, (_, i) => i).filter((i) => flake.levels[i] === 1)
    expect(onFirst).toEqual([1, 11, 21, 31, 41, 51, 61, 71, 81])
    for (const sphere of onFirst) {
      expect(radius(sphere)).toBeCloseTo(1 / 3)
      expect(length(add(centre(sphere), scale(centre(0), -1)))).toBeCloseTo(4 / 3)
      expect(flake.next[sphere]).toBe(sphere + 10)
    }
  })

  it('is within its bound', () => {
    for (let sphere = 0; sphere < flake.count; sphere++) {
      const away = length(add(centre(sphere), scale(centre(0), -1)))
      expect(away + radius(sphere)).toBeLessThanOrEqual(BOUND + 1e-9)
    }
  })
})

describe('a ray', () => {
  it('meets what is nearest, as a search through all spheres says', () => {
    for (let i = 0; i < 200; i++) {
      const from: Vector = [Math.sin(i) * 6, 2 + Math.cos(i * 7), Math.cos(i) * 6]
      const target: Vector = [Math.sin(i * 3), 2 + Math.cos(i * 5), Math.sin(i * 11)]
      const direction = normalise(add(target, scale(from, -1)))
      const found = firstHit(flake, from, direction)?.distance ?? Number.POSITIVE_INFINITY
      expect(found).toBeCloseTo(nearestOfAll(from, direction), 9)
    }
  })

  it('meets the floor, or nothing', () => {
    expect(firstHit(flake, [10, 2, 0], [0, -1, 0])).toEqual({ distance: 2, sphere: FLOOR })
    expect(firstHit(flake, [10, 2, 0], [0, 1, 0])).toBeUndefined()
  })

  it('is mirrored', () => {
    expect(reflect([1, -1, 0], [0, 1, 0])).toEqual([1, 1, 0])
  })

  it('brings the light of the sky, and less from the shadow than from beside it', () => {
    const [red, , blue] = lightAlong(flake, [10, 2, 0], normalise([0.2, 1, 0.6]))
    expect(blue).toBeGreaterThan(red)
    const shadow = lightAlong(flake, [1.2, 1, 1], normalise([0.2, -1, 0.1]))
    const beside = lightAlong(flake, [-5, 1, -5], normalise([0.2, -1, 0.1]))
    expect(shadow[0]).toBeLessThan(beside[0])
  })
})

describe('frames', () => {
  const tiles = [{ id: 0, x: 0, y: 0, width: 3, height: 3 }]
  const black = { width: 3, height: 3, pixels: new Uint8Array(27) }

  it('are in the hue of the scheduler that computed each row, around the tile', () => {
    const { pixels } = frameTiles(black, tiles, [Uint8Array.of(1, 1, 2)])
    const at = (x: number, y: number): number[] => [...pixels.subarray((y * 3 + x) * 3, (y * 3 + x) * 3 + 3)]
    const faint = (scheduler: number): number[] => accent(scheduler).map((value) => Math.round(value * 0.75))
    expect(at(0, 0)).toEqual(faint(1))
    expect(at(2, 1)).toEqual(faint(1))
    expect(at(1, 1)).toEqual([0, 0, 0])
    expect(at(1, 2)).toEqual(faint(2))
  })

  it('tell which tiles have moved', () => {
    expect(movedTiles([Uint8Array.of(1, 1, 2), Uint8Array.of(1, 1, 1), Uint8Array.of(2, 1, 2)])).toBe(1)
  })
})

/** Without the tree. */
function nearestOfAll(from: Vector, direction: Vector): number {
  const distances = [-from[1] / direction[1]]
  for (let sphere = 0; sphere < flake.count; sphere++) {
    const to = add(centre(sphere), scale(from, -1))
    const along = dot(to, direction)
    const away = dot(to, to) - along * along
    if (away < radius(sphere) ** 2) distances.push(along - Math.sqrt(radius(sphere) ** 2 - away))
  }
  return Math.min(...distances.filter((distance) => distance > 1e-5))
}
