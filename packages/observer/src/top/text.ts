import stringWidth from 'string-width'

const segmenter = new Intl.Segmenter()

/** A name as it may stand on a terminal: what would move the cursor, or change the screen, is shown as a dot. */
export function harmless(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '·')
}

/** Text in exactly so many columns; what is too long is cut. Without styles. */
export function fit(text: string, columns: number, align: 'left' | 'right' = 'left'): string {
  const cut = clip(text, columns)
  const space = ' '.repeat(columns - widthOf(cut))
  return align === 'left' ? cut + space : space + cut
}

/** Text in at most so many columns, with … where it was cut. */
export function clip(text: string, columns: number): string {
  if (widthOf(text) <= columns) return text
  if (columns < 1) return ''
  let cut = ''
  let width = 0
  for (const { segment } of segmenter.segment(text)) {
    const more = widthOf(segment)
    if (width + more > columns - 1) break
    cut += segment
    width += more
  }
  return `${cut}…`
}

/** Columns that it takes on a terminal. */
export function widthOf(text: string): number {
  return /^[ -~]*$/.test(text) ? text.length : stringWidth(text)
}
