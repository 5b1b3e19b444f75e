import { isAbsolute, relative } from 'node:path'

/** A path as the user would type it here; one that leads out of the working directory is shown whole. */
export function shownPath(path: string): string {
  const fromHere = relative('.', path)
  return fromHere.startsWith('..') || isAbsolute(fromHere) ? path : fromHere
}
