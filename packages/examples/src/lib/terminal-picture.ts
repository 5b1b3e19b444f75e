import type { Ansis } from 'ansis'
import { nearestOf256 } from './cube.ts'
import type { Rgb } from './hues.ts'
import { type Image, resize } from './image.ts'

/** From dark to bright, for terminals without colours. */
const SHADES = ' .:-=+*#%@'
/** The upper half of a cell; its lower half shows the background. */
const UPPER_HALF = '▀'

/**
 * The image in at most so many columns and rows of a terminal, a string a row: two pixels a character in 24-bit or 256 colours,
 * or whichever the terminal has, and shades of ASCII characters where it has none. A character is twice as high as it is wide.
 */
export function terminalPicture(image: Image, columns: number, rows: number, colours: Ansis): string[] {
  const width = Math.max(1, Math.min(columns, Math.floor((rows * 2 * image.width) / image.height)))
  const height = Math.max(1, Math.round((width * image.height) / image.width / 2))
  if (colours.level === 0) return shades(resize(image, width, height))
  return halfBlocks(resize(image, width, height * 2), colours)
}

function halfBlocks({ width, height, pixels }: Image, colours: Ansis): string[] {
  const lines: string[] = []
  for (let y = 0; y < height; y += 2) {
    let line = ''
    let last = ''
    let close = ''
    for (let x = 0; x < width; x++) {
      const upper = (y * width + x) * 3
      const style = inColour(colours, pixels, upper, upper + width * 3)
      // A run of one colour is opened once.
      line += style.open === last ? UPPER_HALF : style.open + UPPER_HALF
      last = style.open
      close = style.close
    }
    lines.push(line + close)
  }
  return lines
}

function inColour(colours: Ansis, pixels: Uint8Array, upper: number, lower: number): Ansis {
  const [above, below] = [rgbAt(pixels, upper), rgbAt(pixels, lower)]
  if (colours.level === 2) return colours.fg(nearestOf256(above)).bg(nearestOf256(below))
  return colours.rgb(...above).bgRgb(...below)
}

function rgbAt(pixels: Uint8Array, at: number): Rgb {
  return [pixels[at] as number, pixels[at + 1] as number, pixels[at + 2] as number]
}

function shades({ width, height, pixels }: Image): string[] {
  const lights: number[] = []
  for (let at = 0; at < pixels.length; at += 3) lights.push(lightness(pixels, at))
  const darkest = lights.reduce((a, b) => Math.min(a, b))
  const range = Math.max(1, lights.reduce((a, b) => Math.max(a, b)) - darkest)
  const characters = lights.map((light) => SHADES[Math.round(((light - darkest) / range) * (SHADES.length - 1))])
  return Array.from({ length: height }, (_, y) =>
    characters
      .slice(y * width, (y + 1) * width)
      .join('')
      .trimEnd(),
  )
}

/** Luma, ITU-R BT.709. */
function lightness(pixels: Uint8Array, at: number): number {
  return 0.2126 * (pixels[at] as number) + 0.7152 * (pixels[at + 1] as number) + 0.0722 * (pixels[at + 2] as number)
}
