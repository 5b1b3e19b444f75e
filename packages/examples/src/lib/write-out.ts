import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { UsageError } from './options.ts'

/** Writes the file that `--out` names, and the folder if there is none. Throws UsageError. */
export function writeOut(file: string, content: string | Uint8Array): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, content)
  } catch (error) {
    throw new UsageError(`--out: the picture cannot be written: ${(error as Error).message}`)
  }
}
