// Charts as SVG files. All have the dark ground of a terminal, so that they look the same on light and dark pages.

import type { Rgb } from './hues.ts'

export const INK = '#e4e4ea'
export const FAINT = '#8a8a96'
export const LINE = '#34343e'
const GROUND = '#17171d'
const FONT = 'ui-sans-serif, system-ui, sans-serif'

/** A drawing of so many pixels with a title for those who cannot see it. */
export function svg(width: number, height: number, title: string, parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" font-family="${FONT}">
<title>${escapeText(title)}</title>
<rect width="${width}" height="${height}" rx="8" fill="${GROUND}"/>
${parts.join('\n')}
</svg>
`
}

export function rect(x: number, y: number, width: number, height: number, fill: string): string {
  return `<rect x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" fill="${fill}"/>`
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke = LINE): string {
  return `<line x1="${round(x1)}" y1="${round(y1)}" x2="${round(x2)}" y2="${round(y2)}" stroke="${stroke}"/>`
}

/** A text whose `anchor` is at x, on the base line y. */
export function text(
  x: number,
  y: number,
  content: string,
  { size = 13, fill = INK, anchor = 'start' as 'start' | 'middle' | 'end', bold = false } = {},
): string {
  const weight = bold ? ' font-weight="600"' : ''
  return `<text x="${round(x)}" y="${round(y)}" font-size="${size}"${weight} fill="${fill}" text-anchor="${anchor}">${escapeText(content)}</text>`
}

export function hex(colour: Rgb): string {
  return `#${colour.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

/** Hundredths of a pixel are enough. */
function round(value: number): number {
  return Math.round(value * 100) / 100
}

function escapeText(content: string): string {
  return content.replace(/[&<>"]/g, (character) => `&#${character.charCodeAt(0)};`)
}
