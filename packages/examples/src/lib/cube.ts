import { type LabColor, lab } from 'd3-color'
import type { Rgb } from './hues.ts'

/** Of the 256 colours of a terminal, the colour cube and the greys; the first 16 look different everywhere. Source: xterm. */
const FIRST = 16
const LEVELS = [0, 95, 135, 175, 215, 255]

const COLOURS: readonly LabColor[] = Array.from({ length: 256 - FIRST }, (_, i) => lab(rgbText(colourAt(i))))

/** Chosen by eye: the cube has no dark tints, and the nearest to one would be a grey that belongs to no scheduler. */
const CHROMA_BOOST = 2
const LIFT = 6

const known = new Map<number, number>()

/** The number of the terminal's colour that comes nearest to a colour of the picture, and keeps its hue. */
export function nearestOf256([red, green, blue]: Rgb): number {
  const key = (red << 16) | (green << 8) | blue
  let nearest = known.get(key)
  if (nearest === undefined) {
    nearest = FIRST + search(lab(rgbText([red, green, blue])))
    known.set(key, nearest)
  }
  return nearest
}

function search({ l, a, b }: LabColor): number {
  const dark = Math.max(0, 1 - l / 60)
  const boost = 1 + (CHROMA_BOOST - 1) * dark
  const lifted = l < LIFT * 2 ? l : l + LIFT * dark
  let best = 0
  let least = Number.POSITIVE_INFINITY
  for (let i = 0; i < COLOURS.length; i++) {
    const colour = COLOURS[i] as LabColor
    const distance = (colour.l - lifted) ** 2 + (colour.a - a * boost) ** 2 + (colour.b - b * boost) ** 2
    if (distance < least) {
      least = distance
      best = i
    }
  }
  return best
}

function colourAt(index: number): Rgb {
  if (index >= 216) {
    const grey = 8 + 10 * (index - 216)
    return [grey, grey, grey]
  }
  return [LEVELS[Math.floor(index / 36)], LEVELS[Math.floor(index / 6) % 6], LEVELS[index % 6]] as unknown as Rgb
}

function rgbText(colour: Rgb): string {
  return `rgb(${colour.join(',')})`
}
