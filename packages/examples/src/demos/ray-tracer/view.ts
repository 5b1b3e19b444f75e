import type { Tile } from '../../lib/tiles.ts'
import { lightAlong } from './shade.ts'
import { type Spheres, sphereflake } from './spheres.ts'
import { add, cross, normalise, scale, type Vector } from './vector.ts'

/** A picture to be made. All plain numbers: it is copied into every process that makes a part of it. */
export interface View {
  /** Pixels. */
  readonly width: number
  readonly height: number
  /** A pixel is the mean of so many by so many rays. */
  readonly grid: number
  /** Levels of spheres upon spheres. */
  readonly levels: number
}

const CAMERA: Vector = [-1.3, 1.75, -5.4]
const TARGET: Vector = [0, 1.2, 0]
/** Half the height of the picture, at a distance of 1. */
const ANGLE = 0.36

const FORWARD = normalise(add(TARGET, scale(CAMERA, -1)))
const RIGHT = normalise(cross([0, 1, 0], FORWARD))
const UP = cross(FORWARD, RIGHT)

/** Bytes of light are its square root: near enough to what screens expect. */
const GAMMA = 1 / 2

/** One a scheduler, of those that were asked for: every scheduler has this module for itself. */
const flakes = new Map<number, Spheres>()

function flakeOf(levels: number): Spheres {
  let flake = flakes.get(levels)
  if (flake === undefined) {
    flake = sphereflake(levels, [0, 1.3, 0], 0.82)
    flakes.set(levels, flake)
  }
  return flake
}

/** Computes one row of a tile into `pixels`, three bytes a pixel, the tile's rows one after the other. */
export function fillRow(pixels: Uint8Array, view: View, tile: Tile, row: number): void {
  const flake = flakeOf(view.levels)
  for (let column = 0; column < tile.width; column++) {
    const light = lightAt(flake, view, tile.x + column, tile.y + row)
    const at = (row * tile.width + column) * 3
    for (let i = 0; i < 3; i++) pixels[at + i] = Math.round(255 * Math.min(1, tone(light[i] as number)) ** GAMMA)
  }
}

/** Bright light is compressed, so that highlights keep their colour. */
function tone(light: number): number {
  return light < 0.7 ? light : 0.7 + 0.3 * (1 - Math.exp((0.7 - light) / 0.6))
}

function lightAt(flake: Spheres, { width, height, grid }: View, x: number, y: number): Vector {
  let light: Vector = [0, 0, 0]
  for (let i = 0; i < grid; i++) {
    for (let j = 0; j < grid; j++) {
      const right = ((2 * (x + (i + 0.5) / grid) - width) / height) * ANGLE
      const up = ((height - 2 * (y + (j + 0.5) / grid)) / height) * ANGLE
      const direction = normalise(add(FORWARD, add(scale(RIGHT, right), scale(UP, up))))
      light = add(light, lightAlong(flake, CAMERA, direction))
    }
  }
  return scale(light, 1 / (grid * grid))
}
