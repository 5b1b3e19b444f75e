// A project as after `npm install multibeam --omit` of all that only the compiler needs: whoever reaches for esbuild or the
// parser there fails.

import { cpSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { makeProject, type Project } from '../vm/support/project.ts'

const workspace = createRequire(createRequire(import.meta.url).resolve('multibeam/package.json'))
const compilerOnly = new Set(['esbuild', 'acorn', 'acorn-walk', 'eslint-scope', 'esrap', 'magic-string', 'unplugin'])

/** The packages are copies: a link would lead back to the workspace, where everything is installed. */
export function makeProjectWithoutCompiler(): Project {
  const project = makeProject({ 'packages/here.txt': '' })
  copyPackage('multibeam', workspace, project.path('packages/node_modules'))
  return project
}

function copyPackage(name: string, from: NodeJS.Require, modules: string): void {
  const manifest = from.resolve(`${name}/package.json`)
  const target = join(modules, name)
  mkdirSync(target, { recursive: true })
  cpSync(manifest, join(target, 'package.json'))
  cpSync(join(dirname(manifest), 'dist'), join(target, 'dist'), { recursive: true })
  const { dependencies = {} } = JSON.parse(readFileSync(manifest, 'utf8')) as { dependencies?: Record<string, string> }
  const require = createRequire(manifest)
  for (const dependency of Object.keys(dependencies)) {
    if (compilerOnly.has(dependency)) continue
    if (dependency.startsWith('@multibeam/')) copyPackage(dependency, require, modules)
    else linkPackage(dependency, dirname(manifest), modules)
  }
}

function linkPackage(name: string, dependent: string, modules: string): void {
  mkdirSync(dirname(join(modules, name)), { recursive: true })
  symlinkSync(join(dependent, 'node_modules', name), join(modules, name), 'junction')
}
