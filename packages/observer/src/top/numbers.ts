/** In at most five characters: 999, 12.3k, 4.56M. */
export function short(value: number): string {
  return scaled(value, 1000, ['', 'k', 'M', 'G', 'T', 'P'])
}

/** Bytes in at most eight characters: 512 B, 12.3 MB. */
export function bytes(value: number): string {
  return scaled(value, 1024, [' B', ' kB', ' MB', ' GB', ' TB', ' PB'])
}

function scaled(value: number, unit: number, suffixes: readonly string[]): string {
  let scaled = value
  let power = 0
  while (scaled >= 999.5 && power < suffixes.length - 1) {
    scaled /= unit
    power++
  }
  const digits = power === 0 || scaled >= 99.95 ? 0 : scaled >= 9.995 ? 1 : 2
  return `${scaled.toFixed(digits)}${suffixes[power]}`
}

/** 4567890 as 4,567,890. */
export function grouped(value: number): string {
  return Math.round(value)
    .toString()
    .replace(/\B(?=(\d{3})+$)/g, ',')
}

/** Milliseconds as 12:34, 1:02:03 or 4d 01:02:03. */
export function duration(milliseconds: number): string {
  const seconds = Math.floor(milliseconds / 1000)
  const two = (n: number): string => String(n).padStart(2, '0')
  const days = Math.floor(seconds / 86_400)
  const hours = Math.floor(seconds / 3600) % 24
  const minutes = Math.floor(seconds / 60) % 60
  const clock = `${two(minutes)}:${two(seconds % 60)}`
  if (days > 0) return `${days}d ${two(hours)}:${clock}`
  return hours > 0 ? `${hours}:${clock}` : clock
}
