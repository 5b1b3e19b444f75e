// An entry is one file: a line of JSON about the module, then its code, then the content of its key. Entries are written under another name and
// renamed, so that a reader in any thread or process sees a whole entry or none; two writers of one content write the same bytes.

import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'
import type { CompiledModule } from '../compile.ts'
import { cacheDirectories, isPrivate, isUsable } from './directory.ts'
import type { CacheKey } from './key.ts'
import { pruneOnce, renew } from './prune.ts'

interface Header extends Omit<CompiledModule, 'code'> {
  /** Of the code, in bytes. */
  readonly length: number
}

/** The entry under `key`, for the module `file`; undefined when there is none that can be read. */
export function readEntry(key: CacheKey, file: string): CompiledModule | undefined {
  for (const directory of cacheDirectories(file)) {
    const path = join(directory, fileName(key.name))
    const bytes = readIfThere(path)
    const entry = bytes === undefined || !isPrivate(directory) ? undefined : decode(bytes, key)
    if (!entry) continue
    renew(path)
    return entry
  }
  return undefined
}

/** Keeps a compiled module; false when no directory can be written, which costs time at the next start and no more. */
export function writeEntry(key: CacheKey, file: string, compiled: CompiledModule): boolean {
  return cacheDirectories(file).some(
    (directory) => isUsable(directory) && write(directory, key.name, encode(compiled, key)),
  )
}

function fileName(name: string): string {
  return `${name}.js`
}

let written = 0

function write(directory: string, name: string, bytes: Buffer): boolean {
  const temporary = join(directory, `${name}.${process.pid}-${threadId}-${written++}.tmp`)
  try {
    writeFileSync(temporary, bytes, { flag: 'wx' })
    renameSync(temporary, join(directory, fileName(name)))
    pruneOnce(directory)
    return true
  } catch {
    // A full disk, or one that became read-only: the module runs all the same.
    rmSync(temporary, { force: true })
    return false
  }
}

function encode({ code, ...about }: CompiledModule, { content }: CacheKey): Buffer {
  const header: Header = { ...about, length: Buffer.byteLength(code) }
  return Buffer.from(`${JSON.stringify(header)}\n${code}${content}`)
}

/** Of bytes and not of one string: a part of a string keeps the whole alive. */
function decode(bytes: Buffer, { content }: CacheKey): CompiledModule | undefined {
  const start = bytes.indexOf('\n') + 1
  try {
    const { length, ...about } = JSON.parse(bytes.toString('utf8', 0, start)) as Header
    const end = start + length
    // What a full disk or a crash cut short is no entry, and neither is another module's with the same name.
    return bytes.subarray(end).equals(Buffer.from(content))
      ? { code: bytes.toString('utf8', start, end), ...about }
      : undefined
  } catch {
    // Not written by us, or damaged: it will be written again.
    return undefined
  }
}

function readIfThere(file: string): Buffer | undefined {
  try {
    return readFileSync(file)
  } catch {
    // Not there yet, or not for us to read: either way it is compiled.
    return undefined
  }
}
