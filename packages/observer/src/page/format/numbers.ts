// Numbers for people. English grouping whatever the browser's language, as the page's text is English.

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 })
const short = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 3 })
const three = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 })

/** `1234567` as `1,234,567`. */
export function formatCount(count: number): string {
  return whole.format(count)
}

/** `1234567` as `1.23M`: where there is room for a few characters. */
export function formatShort(count: number): string {
  return Math.abs(count) < 1000 ? three.format(count) : short.format(count)
}

/** A share of 0 to 1 in whole percent; `<1 %` is not nothing. */
export function formatShare(share: number): string {
  if (share > 0 && share < 0.01) return '<1 %'
  return `${whole.format(share * 100)} %`
}

const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB']

/** Bytes in the largest unit that leaves a whole number: `1536` as `1.5 KiB`. */
export function formatBytes(bytes: number): string {
  let unit = 0
  let value = bytes
  // 999.5 would print as four digits.
  while (Math.abs(value) >= 999.5 && unit < UNITS.length - 1) {
    value /= 1024
    unit++
  }
  return `${three.format(value)} ${UNITS[unit]}`
}

/** `1 message`, `2 messages`. */
export function plural(count: number, noun: string, nouns = `${noun}s`): string {
  return `${formatCount(count)} ${count === 1 ? noun : nouns}`
}
