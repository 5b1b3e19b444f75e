import { isDense } from './arrays.ts'
import { copyBuffer, makeView, shapeOfView } from './binary.ts'
import type { FunctionTable } from './functions.ts'
import { kindOf, platformClone, refusePrimitive } from './kinds.ts'
import { shapeOf } from './shapes.ts'
import { Seen } from './seen.ts'
import { explained } from './unsendable.ts'

const seen = new Seen()

/**
 * The copy of a term for a process on the same core: what `structuredClone` gives, and process functions as themselves.
 * A Proxy of a plain object or array is copied as what it shows. See isDense for the one thing left out.
 *
 * Throws UnsendableTerm, which names the place by a path that starts with `root`; an error thrown by a getter is passed on.
 */
export function copyTerm(value: unknown, root: string, functions: FunctionTable): unknown {
  if (typeof value !== 'object') {
    if (typeof value === 'function' || typeof value === 'symbol') {
      if (typeof value === 'function' && functions.isProcessFunction(value)) return value
      throw explained(refusePrimitive(value, functions), value, root)
    }
    return value
  }
  if (value === null) return null
  seen.open()
  try {
    return copyObject(value, functions)
  } catch (error) {
    throw explained(error, value, root)
  } finally {
    seen.close()
  }
}

function copyInner(value: unknown, functions: FunctionTable): unknown {
  if (typeof value === 'object') return value === null ? null : copyObject(value, functions)
  if (typeof value === 'function') {
    if (functions.isProcessFunction(value)) return value
    throw refusePrimitive(value, functions)
  }
  if (typeof value === 'symbol') throw refusePrimitive(value, functions)
  return value
}

function copyObject(value: object, functions: FunctionTable): unknown {
  if (seen.count > 0) {
    const known = seen.find(value)
    if (known !== undefined) return known
  }
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype) return copyPlain(value as Record<string, unknown>, functions)
  if (prototype === Array.prototype && Array.isArray(value)) return copyArray(value, functions)
  return copyOther(value, functions)
}

function copyArray(array: unknown[], functions: FunctionTable): unknown[] {
  if (!isDense(array)) return copySparse(array, functions)
  // The platform's slice keeps the kind of the elements, and is quicker than a loop.
  const copy = array.slice()
  seen.add(array, copy)
  for (let i = 0; i < copy.length; i++) {
    const value = copy[i]
    if (typeof value === 'object' ? value !== null : typeof value === 'function' || typeof value === 'symbol') {
      copy[i] = copyInner(value, functions)
    }
  }
  return copy
}

function copySparse(array: unknown[], functions: FunctionTable): unknown[] {
  const copy: unknown[] = []
  copy.length = array.length
  seen.add(array, copy)
  copyKeys(array as unknown as Record<string, unknown>, copy as unknown as Record<string, unknown>, functions)
  return copy
}

function copyPlain(source: Record<string, unknown>, functions: FunctionTable): unknown {
  const made = shapeOf(source)
  if (made !== undefined) {
    seen.add(source, made)
    for (const key in made) {
      const value = made[key]
      if (typeof value === 'object' ? value !== null : typeof value === 'function' || typeof value === 'symbol') {
        made[key] = copyInner(value, functions)
      }
    }
    return made
  }
  const copy: Record<string, unknown> = {}
  seen.add(source, copy)
  for (const key in source) {
    if (!Object.prototype.hasOwnProperty.call(source, key)) continue
    setData(copy, key, copyInner(source[key], functions))
  }
  return copy
}

function copyKeys(source: Record<string, unknown>, copy: Record<string, unknown>, functions: FunctionTable): void {
  for (const key of Object.keys(source)) {
    // As the platform does: a key that a getter before it deleted is left out.
    if (Object.hasOwn(source, key)) setData(copy, key, copyInner(source[key], functions))
  }
}

/** Sets an own property, also one called `__proto__`, which an assignment would take for the prototype. */
export function setData(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__') {
    Object.defineProperty(target, key, { value, writable: true, enumerable: true, configurable: true })
  } else {
    target[key] = value
  }
}

function copyOther(value: object, functions: FunctionTable): unknown {
  const kind = kindOf(value)
  switch (kind) {
    case 'array':
      return copySparse(value as unknown[], functions)
    case 'object': {
      const copy: Record<string, unknown> = {}
      seen.add(value, copy)
      copyKeys(value as Record<string, unknown>, copy, functions)
      return copy
    }
    case 'map': {
      const copy = new Map<unknown, unknown>()
      seen.add(value, copy)
      for (const [key, item] of entriesOf(value as Map<unknown, unknown>)) {
        copy.set(copyInner(key, functions), copyInner(item, functions))
      }
      return copy
    }
    case 'set': {
      const copy = new Set<unknown>()
      seen.add(value, copy)
      for (const item of itemsOf(value as Set<unknown>)) copy.add(copyInner(item, functions))
      return copy
    }
    default: {
      const copy = copyLeaf(kind, value, functions)
      seen.add(value, copy)
      return copy
    }
  }
}

function copyLeaf(kind: string, value: object, functions: FunctionTable): object {
  switch (kind) {
    case 'date':
      return new Date(Date.prototype.getTime.call(value))
    case 'regexp':
      return new RegExp((value as RegExp).source, (value as RegExp).flags)
    case 'buffer':
      return copyBuffer(value as ArrayBuffer)
    case 'view': {
      const shape = shapeOfView(value as ArrayBufferView)
      return makeView(shape, copyObject((value as ArrayBufferView).buffer, functions) as ArrayBufferLike)
    }
    default:
      // Boxed primitives, errors, shared memory, and what only the platform knows.
      return platformClone(value) as object
  }
}

/** The entries as they are now: a getter run while copying may change the map. Blind to what a subclass overrides. */
export function entriesOf(map: Map<unknown, unknown>): [unknown, unknown][] {
  const entries: [unknown, unknown][] = []
  Map.prototype.forEach.call(map, (item, key) => entries.push([key, item]))
  return entries
}

/** The items as they are now. */
export function itemsOf(set: Set<unknown>): unknown[] {
  const items: unknown[] = []
  Set.prototype.forEach.call(set, (item) => items.push(item))
  return items
}
