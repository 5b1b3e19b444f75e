import { processFor } from '../machine/current.ts'

/** Puts a value into this process's dictionary; returns the previous one. Keys are compared like a Map's. */
export function put(key: unknown, value: unknown): unknown {
  const process = processFor('Process.put')
  process.dictionary ??= new Map()
  const previous = process.dictionary.get(key)
  process.dictionary.set(key, value)
  return previous
}

/** The value of a key in this process's dictionary; undefined if there is none. */
export function get(key: unknown): unknown {
  return processFor('Process.get').dictionary?.get(key)
}

/** Takes a key out of this process's dictionary; returns its value. */
export function erase(key: unknown): unknown {
  const { dictionary } = processFor('Process.delete')
  const previous = dictionary?.get(key)
  dictionary?.delete(key)
  return previous
}
