import { isDense } from './arrays.ts'
import { copyBuffer, makeView, shapeOfView } from './binary.ts'
import { capturesOf, compiledOf, isImmutable } from './captures.ts'
import { completeClosure, openClosure, setCapture, valueToCopy } from './closures.ts'
import { entriesOf, itemsOf, setData } from './collections.ts'
import { absent, classOfError, errorFields, fieldOf, keysOfError, makeError, setField, setProperty } from './errors.ts'
import type { AnyFunction, FunctionTable } from './functions.ts'
import { kindOf, platformClone, refusePrimitive } from './kinds.ts'
import { Seen } from './seen.ts'
import { copyInShape } from './shapes.ts'
import { explained } from './unsendable.ts'

const seen = new Seen()

/**
 * The copy of a term for a process on the same core: what `structuredClone` gives, process functions with copies of what they capture,
 * and errors with what errors.ts keeps of them. A Proxy of a plain object or array is copied as what it shows. See isDense for the one
 * thing left out.
 *
 * Throws UnsendableTerm, which names the place by a path that starts with `root`; an error thrown by a getter is passed on.
 */
export function copyTerm(value: unknown, root: string, functions: FunctionTable): unknown {
  if (typeof value !== 'object') {
    if (typeof value === 'function' || typeof value === 'symbol') {
      if (typeof value === 'function') return copyOneFunction(value, root, functions)
      throw explained(refusePrimitive(value, functions), value, root)
    }
    return value
  }
  if (value === null) return null
  // Not a subclass's. (Asking for the prototype itself took the bench's ring from 390 to 450 ns a hop.)
  if (Array.isArray(value) && value.constructor === Array) {
    const tuple = copySmallTuple(value)
    if (tuple !== undefined) return tuple
  }
  // A flat message, the usual one, needs no record of what was met.
  let shallow: object | undefined
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype === Object.prototype) {
    shallow = copyInShape(value as Record<string, unknown>)
    if (shallow !== undefined && isFlatObject(shallow as Record<string, unknown>)) return shallow
  } else if (prototype === Array.prototype && Array.isArray(value) && isDense(value)) {
    // The platform's slice keeps the kind of the elements, and is quicker than a loop.
    shallow = value.slice()
    if (isFlatArray(shallow as unknown[])) return shallow
  }
  return copyDeep(value, shallow, root, functions)
}

/** `shallow` is a copy of `value` with the same things in it, or undefined. */
function copyDeep(value: object, shallow: object | undefined, root: string, functions: FunctionTable): unknown {
  seen.open()
  try {
    if (shallow === undefined) return copyObject(value, functions)
    seen.add(value, shallow)
    if (Array.isArray(shallow)) deepenArray(shallow, functions)
    else deepenObject(shallow as Record<string, unknown>, functions)
    return shallow
  } catch (error) {
    throw explained(error, value, root)
  } finally {
    seen.close()
  }
}

function copyOneFunction(fn: AnyFunction, root: string, functions: FunctionTable): AnyFunction {
  seen.open()
  try {
    return copyFunction(fn, functions)
  } catch (error) {
    throw explained(error, fn, root)
  } finally {
    seen.close()
  }
}

/** Whether it must be looked into: all but what is copied by being the same. */
function isDeep(value: unknown): boolean {
  return typeof value === 'object' ? value !== null : typeof value === 'function' || typeof value === 'symbol'
}

function isFlatArray(array: unknown[]): boolean {
  for (let i = 0; i < array.length; i++) if (isDeep(array[i])) return false
  return true
}

function isFlatObject(object: Record<string, unknown>): boolean {
  for (const key in object) if (isDeep(object[key])) return false
  return true
}

function deepenArray(copy: unknown[], functions: FunctionTable): void {
  for (let i = 0; i < copy.length; i++) {
    const value = copy[i]
    if (isDeep(value)) copy[i] = copyInner(value, functions)
  }
}

function deepenObject(copy: Record<string, unknown>, functions: FunctionTable): void {
  for (const key in copy) {
    const value = copy[key]
    if (isDeep(value)) copy[key] = copyInner(value, functions)
  }
}

/** Neither a hole nor anything to be looked into. (`typeof` kept in a variable would be a call of V8's and a string comparison.) */
function isPlain(value: unknown): boolean {
  return typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean' || value === null
}

/**
 * The copy of a tuple of up to four plain elements, the message of most programs; undefined if it is something else. Literals, because the
 * copies then have one kind of elements whatever the originals have: whoever reads them sees one shape, and numbers that are pids
 * stay boxed instead of being unboxed and boxed again (ring: 860 to 600 ns a hop).
 */
function copySmallTuple(tuple: readonly unknown[]): unknown[] | undefined {
  if ((tuple as { index?: unknown }).index !== undefined) return undefined
  switch (tuple.length) {
    case 1: {
      const a = tuple[0]
      return isPlain(a) ? [tagged(a)] : undefined
    }
    case 2: {
      const a = tuple[0]
      const b = tuple[1]
      return isPlain(a) && isPlain(b) ? [tagged(a), tagged(b)] : undefined
    }
    case 3: {
      const a = tuple[0]
      const b = tuple[1]
      const c = tuple[2]
      return isPlain(a) && isPlain(b) && isPlain(c) ? [tagged(a), tagged(b), tagged(c)] : undefined
    }
    case 4: {
      const a = tuple[0]
      const b = tuple[1]
      const c = tuple[2]
      const d = tuple[3]
      return isPlain(a) && isPlain(b) && isPlain(c) && isPlain(d)
        ? [tagged(a), tagged(b), tagged(c), tagged(d)]
        : undefined
    }
    default:
      return undefined
  }
}

/** Whether the elements behind a tag, at most four, are such that the tuple itself could be its copy. */
export function isFlatTuple(tuple: readonly unknown[]): boolean {
  switch (tuple.length) {
    case 1:
      return true
    case 2:
      return isPlain(tuple[1])
    case 3:
      return isPlain(tuple[1]) && isPlain(tuple[2])
    case 4:
      return isPlain(tuple[1]) && isPlain(tuple[2]) && isPlain(tuple[3])
    case 5:
      return isPlain(tuple[1]) && isPlain(tuple[2]) && isPlain(tuple[3]) && isPlain(tuple[4])
    default:
      return false
  }
}

/**
 * A whole number as V8's small integer. In an array literal with a pid in it, which is a double, it was stored as a double, and what
 * comes out of there makes all arithmetic with it slow; a receiver that loops up to it takes twice as long.
 */
function tagged(value: unknown): unknown {
  if (typeof value !== 'number') return value
  const int = value | 0
  return int === value && (int !== 0 || 1 / value > 0) ? int : value
}

// The literals' sites learn the general kind of elements before the first message.
for (const tuple of [[''], ['', ''], ['', '', ''], ['', '', '', '']]) copySmallTuple(tuple)

function copyInner(value: unknown, functions: FunctionTable): unknown {
  if (typeof value === 'object') return value === null ? null : copyObject(value, functions)
  if (typeof value === 'function') return copyFunction(value, functions)
  if (typeof value === 'symbol') throw refusePrimitive(value, functions)
  return value
}

/** Code is not copied; a function is shared if nothing that it captures can change. */
function copyFunction(fn: AnyFunction, functions: FunctionTable): AnyFunction {
  const captured = capturesOf(fn)
  const code = captured.length === 0 ? undefined : compiledOf(fn)
  if (code === undefined) {
    if (functions.isProcessFunction(fn)) return fn
    throw refusePrimitive(fn, functions)
  }
  if (isImmutable(fn, code, captured)) return fn
  if (seen.count > 0) {
    const known = seen.find(fn) as AnyFunction | undefined
    if (known !== undefined) return known
  }
  const copies: unknown[] = captured.map(() => undefined)
  const copy = openClosure(code, copies)
  seen.add(fn, copy)
  for (let i = 0; i < captured.length; i++) {
    setCapture(code, copies, i, copyInner(valueToCopy(fn, code, captured, i), functions))
  }
  completeClosure(copy, code, copies)
  return copy
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
  const copy = array.slice()
  seen.add(array, copy)
  deepenArray(copy, functions)
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
  const made = copyInShape(source)
  if (made !== undefined) {
    seen.add(source, made)
    deepenObject(made, functions)
    return made
  }
  const copy: Record<string, unknown> = {}
  seen.add(source, copy)
  for (const key in source) {
    if (!Object.hasOwn(source, key)) continue
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
    case 'error':
      return copyError(value as Error, functions)
    default: {
      const copy = copyLeaf(kind, value, functions)
      seen.add(value, copy)
      return copy
    }
  }
}

function copyError(error: Error, functions: FunctionTable): Error {
  const number = classOfError(error)
  const copy = makeError(number) as Error
  seen.add(error, copy)
  for (const field of errorFields) {
    const value = fieldOf(error, number, field)
    if (value !== absent) setField(copy, field, copyInner(value, functions))
  }
  for (const key of keysOfError(error, number)) {
    if (Object.hasOwn(error, key)) {
      setProperty(copy, key, copyInner((error as unknown as Record<string, unknown>)[key], functions))
    }
  }
  return copy
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
      // Boxed primitives, shared memory, and what only the platform knows.
      return platformClone(value) as object
  }
}
