import { types } from 'node:util'
import { namedCaptures } from './captures.ts'
import { absent, classOfError, errorFields, fieldOf, keysOfError } from './errors.ts'
import type { AnyFunction } from './functions.ts'

/**
 * Where `culprit` is inside `value`, found by walking the term in the order in which it is copied. Slow, and used only
 * when a send has failed. Getters run once more; one that throws now is passed over.
 */
export function pathTo(value: unknown, culprit: unknown, root: string): string {
  const visited = new Set<object>()
  const stack: Iterator<[path: string, value: unknown]>[] = [[[root, value] as [string, unknown]].values()]
  // A stack of its own: the term may be what overflowed the native one.
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const next = top.next()
    if (next.done === true) {
      stack.pop()
      continue
    }
    const [path, found] = next.value
    if (found === culprit) return path
    if ((typeof found !== 'object' && typeof found !== 'function') || found === null || visited.has(found)) continue
    visited.add(found)
    stack.push(typeof found === 'function' ? captures(found, path) : children(found, path))
  }
  return root
}

function* captures(fn: AnyFunction, path: string): Generator<[string, unknown]> {
  for (const [name, value] of namedCaptures(fn)) yield [`${path} (captured ${name})`, value]
}

function* children(value: object, path: string): Generator<[string, unknown]> {
  if (types.isProxy(value)) return
  if (types.isMap(value)) {
    let index = 0
    for (const [key, item] of Map.prototype.entries.call(value) as MapIterator<[unknown, unknown]>) {
      yield [`${path}.keys()[${index}]`, key]
      yield [`${path}.get(${inKey(key)})`, item]
      index += 1
    }
    return
  }
  if (types.isSet(value)) {
    let index = 0
    for (const item of Set.prototype.values.call(value) as SetIterator<unknown>)
      yield [`${path}.values()[${index++}]`, item]
    return
  }
  if (ArrayBuffer.isView(value)) {
    yield [`${path}.buffer`, value.buffer]
    return
  }
  let keys = Object.keys(value)
  if (types.isNativeError(value)) {
    const number = classOfError(value)
    for (const field of errorFields) {
      const item = quietly(() => fieldOf(value, number, field))
      if (item !== absent) yield [path + step(field, false), item]
    }
    keys = keysOfError(value, number)
  }
  const inArray = Array.isArray(value)
  for (const key of keys) {
    const item = quietly(() => (value as Record<string, unknown>)[key])
    if (item !== absent) yield [path + step(key, inArray), item]
  }
}

/** What it reads, or `absent` if a getter throws. */
function quietly(read: () => unknown): unknown {
  try {
    return read()
  } catch {
    return absent
  }
}

function step(key: string, inArray: boolean): string {
  if (inArray && /^(0|[1-9]\d*)$/.test(key)) return `[${key}]`
  return /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`
}

function inKey(key: unknown): string {
  if (typeof key === 'string') return JSON.stringify(key)
  if (typeof key === 'bigint') return `${key}n`
  if (typeof key === 'object' && key !== null) return '…'
  return String(key)
}
