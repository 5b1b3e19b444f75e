import { hueOf, lch, type Rgb } from '../../lib/hues.ts'
import { INSIDE, PER_ITERATION } from './escape.ts'

/** Colours a scheduler has, from the first to escape to the last. */
const SHADES = 1024

/** The colours of one scheduler: dark where points escape at once, glowing near the set, and the set itself nearly black. */
export class Palette {
  readonly inside: Rgb
  readonly #shades: Uint8Array
  /** By escape time: the shade, so that no pixel costs a logarithm. */
  readonly #shadeOf: Uint16Array

  constructor(scheduler: number) {
    const hue = hueOf(scheduler)
    this.inside = lch(6, 9, hue)
    this.#shadeOf = SHADE_OF
    this.#shades = new Uint8Array(SHADES * 3)
    for (let i = 0; i < SHADES; i++) this.#shades.set(glow(i / (SHADES - 1), hue), i * 3)
  }

  /** Writes the colour of an escape time to three bytes of `target`. */
  write(time: number, target: Uint8Array, at: number): void {
    if (time === INSIDE) {
      target.set(this.inside, at)
      return
    }
    const shade = (this.#shadeOf[time] as number) * 3
    target[at] = this.#shades[shade] as number
    target[at + 1] = this.#shades[shade + 1] as number
    target[at + 2] = this.#shades[shade + 2] as number
  }
}

/** By escape time. Logarithmic: the bands around the set get narrower by a constant factor. */
const SHADE_OF = Uint16Array.from({ length: 0x10000 }, (_, time) => {
  const depth = Math.log2(1 + time / PER_ITERATION) / Math.log2(1 + 0xffff / PER_ITERATION)
  return Math.round((SHADES - 1) * depth)
})

/** A colour on the way from the sky to the set: CIE lightness and chroma, and degrees away from the scheduler's hue. */
type Stop = readonly [depth: number, lightness: number, chroma: number, turn: number]

/** Chosen by eye, so that a tile's owner shows in its dark parts and the set's edge glows. */
const STOPS: readonly Stop[] = [
  [0.1, 9, 14, -14],
  [0.2, 16, 26, -12],
  [0.27, 26, 40, -8],
  [0.34, 38, 54, -4],
  [0.42, 54, 66, 0],
  [0.5, 69, 66, 8],
  [0.6, 83, 50, 18],
  [0.72, 93, 26, 26],
  [1, 98, 8, 30],
]

/** The colour at a depth of 0 to 1, between the two stops around it. */
function glow(depth: number, hue: number): Rgb {
  const next = Math.max(
    1,
    STOPS.findIndex(([at]) => at >= depth),
  )
  const [from, ...a] = STOPS[next - 1] as Stop
  const [to, ...b] = STOPS[next] as Stop
  const share = Math.max(0, (depth - from) / (to - from))
  const [lightness, chroma, turn] = a.map((value, i) => value + ((b[i] as number) - value) * share) as [
    number,
    number,
    number,
  ]
  return lch(lightness, chroma, hue + turn)
}
