import type { FunctionName, ProcessName } from '../../protocol.ts'

/** `shop.ts` of `file:///home/me/shop.ts?x#y`; the URL itself if it has no file in it. */
export function fileOf(url: string): string {
  const path = url.replace(/[?#].*$/, '')
  return path.slice(path.lastIndexOf('/') + 1) || url
}

/** `till (shop.ts)`. */
export function formatFunction({ name, url }: FunctionName): string {
  const shown = name === '' ? '(anonymous)' : name
  return url === null ? shown : `${shown} (${fileOf(url)})`
}

/** What to call a process in a sentence: `till #PID<0.12.0>` by its name, or the function that it was started with; or the pid alone. */
export function formatProcess({ name, call, shown }: ProcessName): string {
  const title = name ?? call
  return title === null ? shown : `${title} ${shown}`
}

/** The first line of a printed term: what an Error is, without its stack. */
export function firstLine(text: string): string {
  return text.split('\n', 1)[0] ?? ''
}
