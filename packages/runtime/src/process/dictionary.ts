import { processFor } from '../machine/current.ts'
import { rareOf } from './record.ts'

/** Puts a value into this process's dictionary; returns the previous one. Keys are compared like a Map's. */
export function put(key: unknown, value: unknown): unknown {
  const rare = rareOf(processFor('Process.put'))
  rare.dictionary ??= new Map()
  const previous = rare.dictionary.get(key)
  rare.dictionary.set(key, value)
  return previous
}

/** The value of a key in this process's dictionary; undefined if there is none. */
export function get(key: unknown): unknown {
  return processFor('Process.get').rare?.dictionary?.get(key)
}

/** Takes a key out of this process's dictionary; returns its value. */
export function erase(key: unknown): unknown {
  const dictionary = processFor('Process.delete').rare?.dictionary
  const previous = dictionary?.get(key)
  dictionary?.delete(key)
  return previous
}
