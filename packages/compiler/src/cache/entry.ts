// An entry is one file: a line of JSON about the module, then its code. Entries are written under another name and
// renamed, so that a reader in any thread or process sees a whole entry or none; two writers write the same bytes.

import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import type { CompiledModule } from '../compile.ts'
import { cacheDirectories, isPrivate, isUsable } from './directory.ts'
import { pruneOnce, renew } from './prune.ts'

interface Header extends Omit<CompiledModule, 'code'> {
  /** Of the code, in UTF-16 units: what a full disk or a crash cut short is no entry. */
  readonly length: number
}

/** The entry under `key`, for the module `file`; undefined when there is none that can be read. */
export function readEntry(key: string, file: string): CompiledModule | undefined {
  for (const directory of cacheDirectories(file)) {
    const path = join(directory, fileName(key))
    const text = readIfThere(path)
    const entry = text === undefined || !isPrivate(directory) ? undefined : decode(text)
    if (!entry) continue
    renew(path)
    return entry
  }
  return undefined
}

/** Keeps a compiled module; false when no directory can be written, which costs time at the next start and no more. */
export function writeEntry(key: string, file: string, compiled: CompiledModule): boolean {
  return cacheDirectories(file).some((directory) => isUsable(directory) && write(directory, key, encode(compiled)))
}

function fileName(key: string): string {
  return `${key}.js`
}

let written = 0

function write(directory: string, key: string, text: string): boolean {
  const temporary = join(directory, `${key}.${process.pid}-${threadId}-${written++}.tmp`)
  try {
    writeFileSync(temporary, text, { flag: 'wx' })
    renameSync(temporary, join(directory, fileName(key)))
    pruneOnce(directory)
    return true
  } catch {
    // A full disk, or one that became read-only: the module runs all the same.
    rmSync(temporary, { force: true })
    return false
  }
}

function encode({ code, ...about }: CompiledModule): string {
  const header: Header = { ...about, length: code.length }
  return `${JSON.stringify(header)}\n${code}`
}

function decode(text: string): CompiledModule | undefined {
  const end = text.indexOf('\n')
  try {
    const { length, ...about } = JSON.parse(text.slice(0, end)) as Header
    const code = text.slice(end + 1)
    return code.length === length ? { code, ...about } : undefined
  } catch {
    // Not written by us, or damaged: it will be written again.
    return undefined
  }
}

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    // Not there yet, or not for us to read: either way it is compiled.
    return undefined
  }
}
