// A project of a few files in a directory of its own, gone when the test is over.

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { onTestFinished } from 'vitest'

export interface Project {
  readonly root: string
  path(name: string): string
  url(name: string): string
  write(files: Record<string, string>): void
}

/** The project has a `node_modules`, where the cache goes, and `"type": "module"` unless `files` say otherwise. */
export function makeProject(files: Record<string, string>): Project {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'multibeam-compiler-')))
  onTestFinished(() => rmSync(root, { recursive: true, force: true }))
  const project: Project = {
    root,
    path: (name) => join(root, name),
    url: (name) => pathToFileURL(join(root, name)).href,
    write(more) {
      for (const [name, text] of Object.entries(more)) {
        mkdirSync(dirname(join(root, name)), { recursive: true })
        writeFileSync(join(root, name), text)
      }
    },
  }
  mkdirSync(join(root, 'node_modules'))
  project.write({ 'package.json': '{ "type": "module" }', ...files })
  return project
}
