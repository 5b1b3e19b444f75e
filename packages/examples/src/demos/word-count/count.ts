import { readFileSync } from 'node:fs'
import { type Pid, type Process, System, send, Task } from 'multibeam'
import type { ProgressMessage } from '../../lib/watch.ts'
import { addCounts, type Counts, countWords } from './words.ts'

/** A part of the files, and who wants to hear when it is done. */
export interface Part {
  readonly id: number
  readonly files: readonly string[]
  readonly observer: Pid
}

/** A task a part: they read and count, on all schedulers; returns all that they have counted. A task that fails ends this process, too: they are linked. */
export function* countAll(parts: readonly Part[]): Process<Counts> {
  const tasks = parts.map((part) => Task.async(countPart, part))
  const counts: Counts = new Map()
  // Added up as they come, while the others still count.
  for (const task of tasks) addCounts(counts, yield* Task.await(task, Number.POSITIVE_INFINITY))
  return counts
}

/**
 * Counts the words of some files. They are small, and read by an ordinary call: a task that waits for a promise stays on its core, and all
 * of them would be waiting before anybody could steal one.
 */
export function* countPart({ id, files, observer }: Part): Process<Counts> {
  const counts: Counts = new Map()
  for (const file of files) countWords(readFileSync(file, 'utf8'), counts)
  send(observer, ['progress', id, System.schedulerId()] satisfies ProgressMessage)
  return counts
}
