import { chmodSync, copyFileSync, mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { BuildError } from './error.ts'
import { findPackageType } from './package-type.ts'
import { findPlaces } from './places.ts'
import { printModule } from './print-module.ts'
import { readProgram } from './read-program.ts'

export interface BuiltProgram {
  /** Path of the built entry. */
  readonly entry: string
  /** Paths of the built modules, the entry first. */
  readonly modules: readonly string[]
  /** Paths of what was copied as it is. */
  readonly copied: readonly string[]
  /** Files that the program names by URL outside of its modules' directory: not copied, and still named where they are. */
  readonly left: readonly string[]
}

/**
 * Writes a program as JavaScript that needs neither the loader nor esbuild when it runs: `node DIRECTORY/main.js` works
 * where `multibeam` is installed, and scheduler threads import the same files.
 *
 * Goes into it: the modules outside of `node_modules` that are reached from the entry by relative imports or by
 * `new URL('./x.ts', import.meta.url)`, and the other files that they name so. The tree keeps its shape; `./x.ts`
 * becomes `./x.js`; source maps lie beside the files and hold the sources. Nothing is deleted, and nothing is written
 * when something is wrong.
 *
 * Limits: a URL or an `import()` that is put together at run time is not followed, nor is the `require` of a CommonJS file.
 * @throws BuildError, ModuleNotFound, CompileError; Node's error when a file cannot be written
 */
export async function buildProgram(entryUrl: string | URL, directory: string): Promise<BuiltProgram> {
  const program = await readProgram(String(entryUrl))
  const target = resolve(directory)
  const { outputs, left } = findPlaces(program, target)
  const outputOf = (file: string) => outputs.get(file) as string
  const printed = [...program.modules.values()].map((module) => {
    const output = outputOf(module.file)
    return { source: module.file, output, ...printModule(module, output, outputs) }
  })
  const copied = [...outputs.keys()].filter((file) => !program.modules.has(file))
  const modules = printed.map(({ output }) => output)

  const own = join(target, 'package.json')
  // A program may import its own package.json, which then comes along.
  const imported = copied.some((file) => outputOf(file) === own)
  if (!imported && modules.some((file) => file.endsWith('.js'))) takeForModules(target, own)
  for (const { source, output, code, map } of printed) {
    mkdirSync(dirname(output), { recursive: true })
    writeFileSync(output, code)
    if (map !== undefined) writeFileSync(`${output}.map`, map)
    // An executable program stays one.
    if (code.startsWith('#!')) chmodSync(output, statSync(source).mode)
  }
  for (const file of copied) {
    mkdirSync(dirname(outputOf(file)), { recursive: true })
    copyFileSync(file, outputOf(file))
  }
  return { entry: outputOf(program.entry), modules, copied: copied.map(outputOf), left }
}

/** Has Node take the `.js` files of `directory` for ES modules; `own` is the package.json in it. */
function takeForModules(directory: string, own: string): void {
  const { type, file } = findPackageType(directory)
  if (type === 'module') return
  if (file === own)
    throw new BuildError('it lacks "type": "module", without which Node takes .js files for CommonJS', own)
  mkdirSync(directory, { recursive: true })
  writeFileSync(own, '{ "type": "module" }\n')
}
