// Where the files of a built program go: the tree keeps its shape, from the nearest directory that holds all of it.

import { dirname, join, relative, sep } from 'node:path'
import { BuildError } from './error.ts'
import type { Program } from './read-program.ts'

export interface Places {
  /** The directory of the sources that becomes the output directory. */
  readonly root: string
  /** Output path by source path, of modules and of files to be copied. */
  readonly outputs: ReadonlyMap<string, string>
  /** Files that modules name by URL outside of `root`: they stay where they are. */
  readonly left: readonly string[]
}

/** @throws BuildError when two sources, or a source and an output, would be one file */
export function findPlaces({ modules, imported, assets }: Program, directory: string): Places {
  const root = commonDirectory([...modules.keys(), ...imported])
  const outputs = new Map<string, string>()
  const sources = new Map<string, string>()
  const place = (source: string, name: string) => {
    const output = join(directory, relative(root, name))
    const other = sources.get(output)
    if (other !== undefined) throw new BuildError(`${other} would become ${output} as well; rename one of them`, source)
    sources.set(output, source)
    outputs.set(source, output)
  }
  for (const file of modules.keys()) place(file, builtName(file))
  for (const file of imported) place(file, file)
  const left: string[] = []
  for (const file of assets) {
    if (outputs.has(file)) continue
    if (file.startsWith(join(root, sep))) place(file, file)
    else left.push(file)
  }
  for (const [output, source] of sources) {
    if (outputs.has(output)) throw new BuildError(`it would be written over ${output}; give another directory`, source)
  }
  return { root, outputs, left }
}

/** As TypeScript names what it emits: `.ts` and `.tsx` become `.js`, `.mts` becomes `.mjs`. */
function builtName(file: string): string {
  return file.replace(/\.tsx?$/, '.js').replace(/\.mts$/, '.mjs')
}

function commonDirectory(files: readonly string[]): string {
  let common = dirname(files[0] as string)
  for (const file of files) {
    while (!file.startsWith(join(common, sep)) && dirname(common) !== common) common = dirname(common)
  }
  return common
}
