import { hueOf, lch, type Rgb } from '../../lib/hues.ts'
import { type Image, resize } from '../../lib/image.ts'
import { CHILDREN } from './node.ts'

/** By level: by index, the scheduler on which each process has started. */
export type Owners = readonly Uint8Array[]

const BACKGROUND: Rgb = [20, 20, 26]
/** Pixels are computed larger by this factor, and averaged. */
const SMOOTH = 2
/** The ring of a level is this part of the picture's half, less at the border. */
const MARGIN = 0.96
/** Pixels between two rings, and between two of a ring that is not too crowded. */
const GAP = 1.5

/** The tree as rings: the root in the middle, around it the ten that it has spawned, and so on, each in the hue of its scheduler. */
export function sunburst(owners: Owners, size: number): Image {
  const wide = size * SMOOTH
  const image: Image = { width: wide, height: wide, pixels: new Uint8Array(wide * wide * 3) }
  const ring = (wide / 2) * (MARGIN / owners.length)
  for (let y = 0; y < wide; y++) {
    for (let x = 0; x < wide; x++) {
      const [right, down] = [x - wide / 2 + 0.5, y - wide / 2 + 0.5]
      image.pixels.set(colourAt(owners, ring, right, down), (y * wide + x) * 3)
    }
  }
  return resize(image, size, size)
}

function colourAt(owners: Owners, ring: number, right: number, down: number): Rgb {
  const radius = Math.hypot(right, down)
  const level = Math.floor(radius / ring)
  const nodes = owners[level]
  if (nodes === undefined || (level > 0 && radius - level * ring < GAP * SMOOTH)) return BACKGROUND
  // Turns from the top, clockwise.
  const turn = (Math.atan2(right, -down) / (2 * Math.PI) + 1) % 1
  const at = turn * nodes.length
  const index = Math.floor(at)
  const arc = (2 * Math.PI * radius) / nodes.length
  const narrowest = (2 * Math.PI * ring * level) / nodes.length
  const beside = Math.min(at - index, index + 1 - at) * arc
  if (nodes.length > 1 && narrowest > 4 * GAP * SMOOTH && beside < (GAP * SMOOTH) / 2) return BACKGROUND
  return shade(nodes[index] as number, level, index)
}

const shades = new Map<number, Rgb>()

/** A little brighter and darker in turn, so that neighbours can be told apart. */
function shade(scheduler: number, level: number, index: number): Rgb {
  if (scheduler === 0) return BACKGROUND
  const step = Math.floor(index / CHILDREN) % 2 === 0 ? index % 2 : 2 + (index % 2)
  const key = (scheduler * 16 + level) * 4 + step
  let colour = shades.get(key)
  if (colour === undefined) {
    colour = lch(76 - level * 5 - step * 3, 62 - level * 3, hueOf(scheduler))
    shades.set(key, colour)
  }
  return colour
}
