import { accent } from '../../lib/hues.ts'
import { FAINT, hex, rect, svg, text } from '../../lib/svg.ts'

const WIDTH = 640
const TOP = 76
const ROW = 24

/** The most frequent words as an SVG file, a bar a word. */
export function chart(top: readonly (readonly [word: string, count: number])[], about: string): string {
  const most = top[0]?.[1] ?? 1
  const bars = top.flatMap(([word, count], i) => {
    const y = TOP + i * ROW
    const width = (380 * count) / most
    return [
      text(120, y + 16, word, { anchor: 'end' }),
      rect(132, y + 3, width, ROW - 6, hex(accent(2))),
      text(140 + width, y + 16, count.toLocaleString('en'), { size: 12, fill: FAINT }),
    ]
  })
  const heading = [
    text(24, 34, 'The most frequent words', { size: 17, bold: true }),
    text(24, 54, about, { fill: FAINT }),
  ]
  return svg(WIDTH, TOP + top.length * ROW + 20, `The most frequent words of ${about}`, [...heading, ...bars])
}

/** The same as text, a line a word, within so many columns. */
export function drawBars(top: readonly (readonly [word: string, count: number])[], columns: number): string[] {
  const name = Math.max(0, ...top.map(([word]) => word.length))
  const digits = String(top[0]?.[1] ?? 0).length
  const width = Math.max(1, Math.min(columns, 80) - name - digits - 2)
  return top.map(([word, count]) => {
    const bar = '█'.repeat(Math.max(1, Math.round((width * count) / (top[0] as readonly [string, number])[1])))
    return `${word.padEnd(name)} ${String(count).padStart(digits)} ${bar}`
  })
}
