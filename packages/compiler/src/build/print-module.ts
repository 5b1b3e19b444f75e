// A module of a built program as text: marked, its references leading to the built files, its source map beside it.

import { dirname, relative, sep } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import remapping from '@jridgewell/remapping'
import MagicString from 'magic-string'
import { MARK } from './mark.ts'
import type { Link, ProgramModule } from './read-program.ts'

export interface PrintedModule {
  readonly code: string
  /** The source map's text; undefined when the lines are those of the source. */
  readonly map: string | undefined
}

/** `output` is where it goes; `outputs` where the program's other files go, by source path. */
export function printModule(
  module: ProgramModule,
  output: string,
  outputs: ReadonlyMap<string, string>,
): PrintedModule {
  const text = new MagicString(module.code)
  for (const link of module.links) {
    const specifier = specifierFor(link, output, outputs)
    if (specifier !== link.specifier) text.overwrite(link.start, link.end, JSON.stringify(specifier))
  }
  // In the first line and not above it, so that a JavaScript file, which has no map, keeps its lines.
  if (!module.code.includes(MARK)) text.appendLeft(/^#!.*\n/.exec(module.code)?.[0].length ?? 0, `${MARK} `)
  renameSource(text, module, output)
  if (module.map === undefined) return { code: text.toString(), map: undefined }
  const name = output.slice(output.lastIndexOf(sep) + 1)
  const map = remapping([text.generateMap({ hires: true }).toString(), module.map], () => null)
  map.file = name
  map.sources = map.sources.map((source) =>
    source?.startsWith('file:') ? pathFrom(output, fileURLToPath(source)) : source,
  )
  return {
    code: `${text.toString().replace(/\n?$/, '\n')}//# sourceMappingURL=${encodeURIComponent(name)}.map\n`,
    map: JSON.stringify(map),
  }
}

/** Stacks of process code name the source beside the module (see `CompileOptions`): from now on it lies elsewhere. */
function renameSource(text: MagicString, { code, file }: ProgramModule, output: string): void {
  const start = /^#!.*\n/.exec(code)?.[0].length ?? 0
  const first = code.slice(start, code.indexOf('\n', start))
  const name = JSON.stringify(`./${pathToFileURL(file).href.split('/').at(-1)}`)
  for (let at = first.indexOf(`,[${name},`); at !== -1; at = first.indexOf(`,[${name},`, at + 1)) {
    const from = start + at + 2
    text.overwrite(from, from + name.length, JSON.stringify(pathFrom(output, file).replace(/^(?!\.)/, './')))
  }
}

/** By what the built file names the target; what is not built (a package's file) stays where it is. */
function specifierFor({ specifier, target }: Link, output: string, outputs: ReadonlyMap<string, string>): string {
  const file = fileURLToPath(target)
  const path = pathFrom(output, outputs.get(file) ?? file)
  const query = /[?#].*$/.exec(specifier)?.[0] ?? ''
  return `${path.startsWith('../') ? path : `./${path}`}${query}`
}

/** The relative URL that leads from one file to another. */
function pathFrom(file: string, target: string): string {
  const path = relative(dirname(file), target).split(sep).join('/')
  return encodeURI(path).replace(/[?#]/g, encodeURIComponent)
}
