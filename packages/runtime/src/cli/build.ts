import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BuildCommand } from './arguments.ts'
import { shownPath } from './shown-path.ts'

/** Writes a program as plain JavaScript; the exit code. */
export async function build({ file, directory }: BuildCommand): Promise<number> {
  // Only now: the other commands need none of it.
  const { buildProgram } = await import('@multibeam/compiler/build')
  try {
    const { entry, modules, copied, left } = await buildProgram(pathToFileURL(resolve(file)), directory)
    for (const path of left) {
      console.error(`multibeam build: ${shownPath(path)} is outside of the modules' directory and was not copied`)
    }
    const also = copied.length === 0 ? '' : `, and ${count(copied.length, 'other file')}`
    console.log(`${shownPath(entry)}: ${count(modules.length, 'module')} built${also}`)
    return 0
  } catch (error) {
    console.error(`multibeam build: ${error instanceof Error ? error.message : String(error)}`)
    return 1
  }
}

function count(n: number, noun: string): string {
  return `${n} ${noun}${n === 1 ? '' : 's'}`
}
