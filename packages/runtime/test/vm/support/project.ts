// A program of a few files in a directory of its own, where `multibeam` can be imported; gone when the test is over.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'

export interface Project {
  path(name: string): string
  url(name: string): string
}

export function makeProject(files: Record<string, string>): Project {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'multibeam-vm-')))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  mkdirSync(join(root, 'node_modules'))
  const multibeam = dirname(createRequire(import.meta.url).resolve('multibeam/package.json'))
  symlinkSync(multibeam, join(root, 'node_modules/multibeam'), 'junction')
  for (const [name, text] of Object.entries({ 'package.json': '{ "type": "module" }', ...files })) {
    mkdirSync(dirname(join(root, name)), { recursive: true })
    writeFileSync(join(root, name), text)
  }
  return { path: (name) => join(root, name), url: (name) => pathToFileURL(join(root, name)).href }
}
