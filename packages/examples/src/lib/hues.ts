import { hcl } from 'd3-color'

/** Red, green and blue, 0 to 255. */
export type Rgb = readonly [red: number, green: number, blue: number]

/** Hues in degrees of CIE LCh; far from one another, the first ones most. Chosen by eye: amber, blue, green, magenta, ... */
const HUES = [62, 262, 150, 340, 205, 100, 305, 25]

/** The hue of a scheduler, from 1. More schedulers than hues share them. */
export function hueOf(scheduler: number): number {
  return HUES[(scheduler - 1) % HUES.length] as number
}

/** The colour by which a scheduler is known outside of the picture. */
export function accent(scheduler: number): Rgb {
  return lch(72, 62, hueOf(scheduler))
}

/** A colour by its CIE lightness (0 to 100), chroma and hue in degrees; the nearest one that a screen has. */
export function lch(lightness: number, chroma: number, hue: number): Rgb {
  const { r, g, b } = hcl(hue, chroma, lightness).rgb().clamp()
  return [Math.round(r), Math.round(g), Math.round(b)]
}
