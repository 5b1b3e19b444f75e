/** What all charts share: a page of SVG without a DOM, readable on light and on dark ground, and where numbers go on an axis. */

/** The width of every chart, in CSS pixels. */
export const chartWidth = 760

/** A colour a series, on light and on dark ground: apart also for eyes that do not tell red from green. */
const seriesColours = [
  ['#0969da', '#58a6ff'],
  ['#bc4c00', '#f0883e'],
  ['#1a7f37', '#56d364'],
  ['#8250df', '#bc8cff'],
  ['#9a6700', '#d29922'],
] as const

/** An image cannot see the page that shows it; the media query follows the reader's system, as the page does by default. */
const style = `
text { font: 12px system-ui, sans-serif; fill: #1f2328 }
.title { font-size: 15px; font-weight: 600 }
.faint { fill: #59636e }
.end { text-anchor: end } .middle { text-anchor: middle }
.grid { stroke: #d1d9e0 } .axis { stroke: #818b98 } .target { stroke: #1f2328; stroke-width: 2 } .whisker { stroke: #59636e }
.reference { stroke: #cf222e; stroke-dasharray: 4 3 }
.line { fill: none; stroke-width: 2 } .peer { stroke-dasharray: 2 4; opacity: 0.8 }
${seriesColours.map(([light], index) => `.fill${index} { fill: ${light} } .stroke${index} { stroke: ${light} }`).join('\n')}
@media (prefers-color-scheme: dark) {
text { fill: #e6edf3 } .faint { fill: #9198a1 }
.grid { stroke: #3d444d } .axis { stroke: #656c76 } .target { stroke: #e6edf3 } .whisker { stroke: #9198a1 } .reference { stroke: #ff7b72 }
${seriesColours.map(([, dark], index) => `.fill${index} { fill: ${dark} } .stroke${index} { stroke: ${dark} }`).join('\n')}
}`

export function page(height: number, title: string, parts: readonly string[]): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${chartWidth} ${height}" width="${chartWidth}" height="${height}" role="img" aria-label="${escaped(title)}">
<style>${style}
</style>
${text(0, 16, title, 'title')}
${parts.join('\n')}
</svg>
`
}

export function text(x: number, y: number, content: string, classes = ''): string {
  return `<text x="${short(x)}" y="${short(y)}"${classes && ` class="${classes}"`}>${escaped(content)}</text>`
}

export function segment(x1: number, y1: number, x2: number, y2: number, classes: string): string {
  return `<line x1="${short(x1)}" y1="${short(y1)}" x2="${short(x2)}" y2="${short(y2)}" class="${classes}"/>`
}

export function rectangle(x: number, y: number, width: number, height: number, series: number): string {
  const colour = series % seriesColours.length
  return `<rect x="${short(x)}" y="${short(y)}" width="${short(width)}" height="${short(height)}" rx="1.5" class="fill${colour}"/>`
}

export function path(points: readonly (readonly [x: number, y: number])[], series: number, classes = ''): string {
  const commands = points.map(([x, y], index) => `${index === 0 ? 'M' : 'L'}${short(x)} ${short(y)}`).join(' ')
  return `<path d="${commands}" class="line stroke${series % seriesColours.length} ${classes}"/>`
}

export function dot(x: number, y: number, series: number): string {
  return `<circle cx="${short(x)}" cy="${short(y)}" r="3" class="fill${series % seriesColours.length}"/>`
}

/** The names of the series in a row, each behind its colour. */
export function legend(y: number, names: readonly string[]): string {
  let x = 0
  return names
    .map((name, series) => {
      const entry = rectangle(x, y - 9, 10, 10, series) + text(x + 15, y, name, 'faint')
      // Wide enough for the letters of any system font at this size.
      x += 15 + name.length * 7 + 18
      return entry
    })
    .join('\n')
}

/** Round numbers from 0 to `most`, about `count` of them; the last is the end of the axis. */
export function ticks(most: number, count: number): number[] {
  const rough = most / count
  const power = 10 ** Math.floor(Math.log10(rough))
  const step = ([1, 2, 2.5, 5, 10].find((factor) => factor * power >= rough * 0.999) as number) * power
  return Array.from({ length: Math.ceil(most / step - 0.001) + 1 }, (_, index) =>
    Number((index * step).toPrecision(12)),
  )
}

function short(value: number): string {
  return String(Number(value.toFixed(1)))
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
