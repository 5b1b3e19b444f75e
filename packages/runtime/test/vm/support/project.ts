// A program of a few files in a directory of its own, where `multibeam` can be imported.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, onTestFinished } from 'vitest'

export interface Project {
  path(name: string): string
  url(name: string): string
}

/** For one test, and gone when it is over. */
export function makeProject(files: Record<string, string>): Project {
  const root = write(files)
  onTestFinished(() => remove(root))
  return projectAt(root)
}

/** For all tests of a file or of a `describe` that change nothing in it: what one of them has compiled, the others find in the cache. */
export function sharedProject(files: Record<string, string>): Project {
  let root = ''
  beforeAll(() => {
    root = write(files)
  })
  afterAll(() => remove(root))
  return { path: (name) => projectAt(root).path(name), url: (name) => projectAt(root).url(name) }
}

function projectAt(root: string): Project {
  return { path: (name) => join(root, name), url: (name) => pathToFileURL(join(root, name)).href }
}

function remove(root: string): void {
  rmSync(root, { recursive: true, force: true })
}

/** Writes the files into a new directory, and returns its path. */
function write(files: Record<string, string>): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'multibeam-vm-')))
  mkdirSync(join(root, 'node_modules'))
  const multibeam = dirname(createRequire(import.meta.url).resolve('multibeam/package.json'))
  symlinkSync(multibeam, join(root, 'node_modules/multibeam'), 'junction')
  for (const [name, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return root
}
