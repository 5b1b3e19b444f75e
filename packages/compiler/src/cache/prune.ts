// Entries of texts that have changed are never asked for again. They go when a new entry is written: by age, and the oldest of too many.

import { readdirSync, rmSync, statSync, utimesSync } from 'node:fs'
import { join } from 'node:path'

const DAY = 24 * 60 * 60 * 1000
/** Chosen: a branch that one comes back to after the holidays is still there. */
const KEPT_MILLISECONDS = 30 * DAY
/** Chosen: some thousand modules. */
const KEPT_BYTES = 64 * 1024 * 1024
/** An entry's time is renewed when it is used, once a day at the most. */
const RENEWED_MILLISECONDS = DAY
/** What a thread that ended while it wrote has left. Chosen: nothing takes that long to be written. */
const UNFINISHED_MILLISECONDS = DAY

interface Entry {
  readonly path: string
  readonly usedAt: number
  readonly bytes: number
}

const pruned = new Set<string>()

/** Removes what has not been used for long from a directory of the cache, once for each thread that writes there. */
export function pruneOnce(directory: string, now: number = Date.now()): void {
  if (pruned.has(directory)) return
  pruned.add(directory)
  prune(directory, now)
}

export function prune(directory: string, now: number): void {
  const entries: Entry[] = []
  for (const name of namesIn(directory)) {
    if (/^v\d+\.\d+\.\d+-/.test(name)) pruneCode(join(directory, name), now)
    if (!/^[0-9a-f]{16,64}\.(?:js|[\w-]+\.tmp)$/.test(name)) continue
    const path = join(directory, name)
    const status = statSync(path, { throwIfNoEntry: false })
    if (status === undefined) continue
    const kept = name.endsWith('.tmp') ? UNFINISHED_MILLISECONDS : KEPT_MILLISECONDS
    if (now - status.mtimeMs > kept) remove(path)
    else entries.push({ path, usedAt: status.mtimeMs, bytes: status.size })
  }
  let bytes = entries.reduce((sum, entry) => sum + entry.bytes, 0)
  if (bytes <= KEPT_BYTES) return
  for (const entry of entries.sort((a, b) => a.usedAt - b.usedAt)) {
    if (bytes <= KEPT_BYTES) return
    remove(entry.path)
    bytes -= entry.bytes
  }
}

/** V8's code of modules, in a folder for each version of Node. Nothing tells when it was last used: it goes by the age at which it would be made again. */
function pruneCode(folder: string, now: number): void {
  for (const name of namesIn(folder)) {
    const path = join(folder, name)
    const status = statSync(path, { throwIfNoEntry: false })
    if (status !== undefined && now - status.mtimeMs > KEPT_MILLISECONDS) remove(path)
  }
}

/** An entry has been used. */
export function renew(path: string, now: number = Date.now()): void {
  try {
    if (now - statSync(path).mtimeMs > RENEWED_MILLISECONDS) utimesSync(path, new Date(now), new Date(now))
  } catch {
    // Another user's, or gone: it will be compiled again when it is missed.
  }
}

function namesIn(directory: string): string[] {
  try {
    return readdirSync(directory)
  } catch {
    // Not to be listed: then it is not ours to clear up.
    return []
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true })
  } catch {
    // Another user's, in a shared directory.
  }
}
