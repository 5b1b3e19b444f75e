import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** What Node goes by for the `.js` files of `directory`: the nearest package.json upwards, and its `"type"`. */
export interface PackageType {
  readonly type: 'module' | 'commonjs'
  /** The package.json; undefined where there is none. */
  readonly file: string | undefined
}

export function findPackageType(directory: string): PackageType {
  const file = join(directory, 'package.json')
  const text = readIfThere(file)
  if (text !== undefined) return { type: typeOf(text), file }
  const parent = dirname(directory)
  return parent === directory ? { type: 'commonjs', file: undefined } : findPackageType(parent)
}

function typeOf(text: string): PackageType['type'] {
  try {
    return (JSON.parse(text) as { type?: unknown } | null)?.type === 'module' ? 'module' : 'commonjs'
  } catch {
    // Node itself will tell what is wrong with it.
    return 'commonjs'
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // Not there, or not for us to read: the search goes on upwards, as Node's does.
    return undefined
  }
}
