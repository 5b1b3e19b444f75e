import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { UsageError } from '../../lib/options.ts'

/** All files in a folder and below whose names end in one of `kinds`, in the order of their names. Symbolic links are not followed, so none comes twice. */
export function textFiles(folder: string, kinds: readonly string[]): string[] {
  const ends = kinds.map((kind) => `.${kind.toLowerCase()}`)
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && ends.some((end) => entry.name.toLowerCase().endsWith(end)))
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
  } catch (error) {
    throw new UsageError(`--folder: ${(error as Error).message}`)
  }
}

/** Deals the files out so that each part has about as many bytes; there may be fewer parts than `wanted`. */
export function intoParts(files: readonly string[], wanted: number): string[][] {
  const sized = files.map((file) => ({ file, size: statSync(file).size }))
  const full = sized.reduce((sum, { size }) => sum + size, 0) / wanted
  const parts: string[][] = []
  let left = 0
  for (const { file, size } of sized) {
    if (left <= 0) {
      parts.push([])
      left += full
    }
    parts.at(-1)?.push(file)
    left -= size
  }
  return parts
}
