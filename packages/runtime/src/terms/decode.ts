import { Code, emptyMovable, intrinsicNamed, type MovableKind, restoreMovable } from '@multibeam/compiler/support'
import { ByteReader } from '@multibeam/scheduler'
import { definitionOf } from '../functions/definition.ts'
import { makeBuffer, makeView } from './binary.ts'
import { compiledOf } from './captures.ts'
import { completeClosure, openClosure, setCapture } from './closures.ts'
import { setData } from './collections.ts'
import { errorFields, makeError, setField, setProperty } from './errors.ts'
import type { AnyFunction, FunctionTable } from './functions.ts'
import { movableSteps } from './known-steps.ts'
import { knownSymbols } from './known-symbols.ts'
import { readDoubles, readIntegers } from './numbers.ts'
import {
  ARRAY,
  BIGINT,
  BIGINT64,
  BOXED,
  BUFFER,
  CLOSURE,
  CODE,
  DATE,
  DEFINITION,
  ERROR,
  EXTRA,
  FALSE,
  FLOAT64,
  FLOAT64_ARRAY,
  FROZEN,
  FUNCTION,
  INT8,
  INT32,
  INT32_ARRAY,
  INTRINSIC,
  MAP,
  MOVABLE,
  MOVED_CLOSURE,
  NULL,
  NULL_OBJECT,
  OBJECT,
  REFERENCE,
  REGEXP,
  REGISTERED_SYMBOL,
  RESIZABLE_BUFFER,
  SET,
  SHORT_ARRAY,
  SPARSE_ARRAY,
  STEP,
  STRING,
  SYMBOL,
  TRUE,
  UNDEFINED,
  VIEW,
} from './tags.ts'

/**
 * Reads one term that encodeTerm wrote. `extrasBase` is where the extras of this signal start.
 *
 * Throws CorruptBytes for bytes that no encoder wrote, and what `functions.byId` throws for an unknown function.
 */
export function decodeTerm(
  reader: ByteReader,
  extras: readonly unknown[],
  extrasBase: number,
  functions: FunctionTable,
): unknown {
  const numbered = reader.u8() === 0 ? undefined : []
  return read(reader, extras, extrasBase, functions, numbered)
}

/** What `read` has met and left to be given its parts, which stand behind it: a collection must be whole before a loop finds its place in it. */
let unfinished: unknown[] = []

/** Reads what encodeState wrote. Throws like decodeTerm. */
export function decodeState(
  reader: ByteReader,
  extras: readonly unknown[],
  extrasBase: number,
  functions: FunctionTable,
): unknown {
  unfinished = []
  const state = decodeTerm(reader, extras, extrasBase, functions)
  for (let i = 0; i < unfinished.length; i += 2) {
    restoreMovable(unfinished[i] as object, unfinished[i + 1] as unknown[])
  }
  unfinished = []
  return state
}

function readCode(reader: ByteReader, functions: FunctionTable, at: number): Code {
  const known = functions.byId(reader.u32())
  const code = known instanceof Code ? known : compiledOf(known)
  if (code !== undefined) return code
  // A program's function is not called, whatever the bytes say.
  if (functions.isProcessFunction(known as AnyFunction)) throw reader.corrupt('a function that is not compiled', at)
  // What byId gives for a function that does not exist here throws when it is called, and says why.
  throw (known as () => never)()
}

/** The objects of the term by number; only of a term that holds references, so that the usual one pays nothing. */
type Numbered = object[] | undefined

function read(
  reader: ByteReader,
  extras: readonly unknown[],
  base: number,
  functions: FunctionTable,
  numbered: Numbered,
): unknown {
  const tag = reader.u8()
  switch (tag) {
    case STRING:
      return reader.string()
    case INT8:
      return (reader.u8() << 24) >> 24
    case INT32:
      return reader.u32() | 0
    case FLOAT64:
      return reader.f64()
    case SHORT_ARRAY:
      return readArray(reader, extras, base, functions, numbered, reader.u8())
    case OBJECT: {
      const object: Record<string, unknown> = {}
      if (numbered !== undefined) numbered.push(object)
      for (let left = reader.u32(); left > 0; left--) {
        const key = reader.string()
        setData(object, key, read(reader, extras, base, functions, numbered))
      }
      return object
    }
    case TRUE:
      return true
    case FALSE:
      return false
    case NULL:
      return null
    case UNDEFINED:
      return undefined
    case FUNCTION:
      return functions.byId(reader.u32())
    default:
      return readRare(reader, extras, base, functions, numbered, tag)
  }
}

function readArray(
  reader: ByteReader,
  extras: readonly unknown[],
  base: number,
  functions: FunctionTable,
  numbered: Numbered,
  length: number,
): unknown[] {
  // Every term takes a byte at least: a corrupt length must not allocate gigabytes.
  if (length > reader.end - reader.position) throw reader.corrupt(`an array of ${length} terms`, reader.position)
  if (numbered === undefined) {
    // A literal has the exact size; pushing makes room for 17.
    switch (length) {
      case 1:
        return [read(reader, extras, base, functions, numbered)]
      case 2:
        return [read(reader, extras, base, functions, numbered), read(reader, extras, base, functions, numbered)]
      case 3:
        return [
          read(reader, extras, base, functions, numbered),
          read(reader, extras, base, functions, numbered),
          read(reader, extras, base, functions, numbered),
        ]
      case 4:
        return [
          read(reader, extras, base, functions, numbered),
          read(reader, extras, base, functions, numbered),
          read(reader, extras, base, functions, numbered),
          read(reader, extras, base, functions, numbered),
        ]
    }
  }
  const array: unknown[] = []
  if (numbered !== undefined) numbered.push(array)
  for (let i = 0; i < length; i++) array.push(read(reader, extras, base, functions, numbered))
  return array
}

// The literals' sites learn the general kind of elements before the first message: in an array of integers and a pid, which is a double,
// the integers would otherwise become doubles, and all arithmetic with them slow (primes on a scheduler that stole: 350 to 160 ns a number).
for (let length = 1; length <= 4; length++) {
  const reader = new ByteReader()
  const bytes = new Uint8Array(length).fill(NULL)
  reader.open(bytes, 0, length)
  readArray(
    reader,
    [],
    0,
    { idOf: () => -1, byId: () => readArray, idOfCode: () => -1, isProcessFunction: () => false },
    undefined,
    length,
  )
}

function readRare(
  reader: ByteReader,
  extras: readonly unknown[],
  base: number,
  functions: FunctionTable,
  numbered: Numbered,
  tag: number,
): unknown {
  const at = reader.position - 1
  switch (tag) {
    case ARRAY:
      return readArray(reader, extras, base, functions, numbered, reader.u32())
    case INT32_ARRAY: {
      const array = readIntegers(reader)
      numbered?.push(array)
      return array
    }
    case FLOAT64_ARRAY: {
      const array = readDoubles(reader)
      numbered?.push(array)
      return array
    }
    case SPARSE_ARRAY: {
      const array: unknown[] = []
      array.length = reader.u32()
      numbered?.push(array)
      for (let left = reader.u32(); left > 0; left--) {
        const key = reader.string()
        setData(array as unknown as Record<string, unknown>, key, read(reader, extras, base, functions, numbered))
      }
      return array
    }
    case MAP: {
      const map = new Map<unknown, unknown>()
      numbered?.push(map)
      for (let left = reader.u32(); left > 0; left--) {
        const key = read(reader, extras, base, functions, numbered)
        map.set(key, read(reader, extras, base, functions, numbered))
      }
      return map
    }
    case SET: {
      const set = new Set<unknown>()
      numbered?.push(set)
      for (let left = reader.u32(); left > 0; left--) set.add(read(reader, extras, base, functions, numbered))
      return set
    }
    case REFERENCE: {
      const object = numbered?.[reader.u32()]
      if (object === undefined) throw reader.corrupt('a reference to an object that was not met', at)
      return object
    }
    case EXTRA: {
      const index = base + reader.u32()
      if (index >= extras.length) throw reader.corrupt('an object beside the bytes is missing', at)
      const extra = extras[index]
      numbered?.push(extra as object)
      return extra
    }
    case VIEW: {
      const shape = { type: reader.u8(), byteOffset: reader.f64(), length: reader.f64() }
      const number = numbered === undefined ? 0 : numbered.push(shape) - 1
      const buffer = read(reader, extras, base, functions, numbered) as ArrayBufferLike
      const view = sound(reader, () => makeView(shape, buffer), 'a view', at)
      if (numbered !== undefined) numbered[number] = view
      return view
    }
    case ERROR:
      return readError(reader, extras, base, functions, numbered, at)
    case CLOSURE:
      return readClosure(reader, extras, base, functions, numbered, at, false)
    case MOVED_CLOSURE:
      return readClosure(reader, extras, base, functions, numbered, at, true)
    case SYMBOL: {
      const symbol = knownSymbols[reader.u8()]
      if (symbol === undefined) throw reader.corrupt('a symbol that nobody knows', at)
      return symbol
    }
    case REGISTERED_SYMBOL:
      return Symbol.for(reader.string())
    case FROZEN:
      return Object.freeze(read(reader, extras, base, functions, numbered))
    case CODE:
      return readCode(reader, functions, at)
    case MOVABLE: {
      const object = emptyMovable(reader.u8() as MovableKind)
      numbered?.push(object)
      unfinished.push(object, read(reader, extras, base, functions, numbered))
      return object
    }
    case STEP: {
      const known = movableSteps[reader.u8()]
      if (known === undefined) throw reader.corrupt('a step that nobody knows', at)
      return known.make(read(reader, extras, base, functions, numbered) as unknown[])
    }
    case INTRINSIC:
      return intrinsicNamed(reader.string())
    case DEFINITION:
      return definitionOf(functions.byId(reader.u32()) as AnyFunction)
    case NULL_OBJECT: {
      const object = Object.create(null) as Record<string, unknown>
      numbered?.push(object)
      for (let left = reader.u32(); left > 0; left--) {
        const key = reader.string()
        object[key] = read(reader, extras, base, functions, numbered)
      }
      return object
    }
    case BIGINT64: {
      const low = reader.u32()
      return (BigInt(reader.u32() | 0) << 32n) | BigInt(low)
    }
    case BIGINT: {
      const digits = reader.string()
      return sound(
        reader,
        () => (digits.startsWith('-') ? -BigInt(`0x${digits.slice(1)}`) : BigInt(`0x${digits}`)),
        'a bigint',
        at,
      )
    }
    default: {
      const leaf = readLeaf(reader, extras, base, functions, tag, at)
      numbered?.push(leaf)
      return leaf
    }
  }
}

function readError(
  reader: ByteReader,
  extras: readonly unknown[],
  base: number,
  functions: FunctionTable,
  numbered: Numbered,
  at: number,
): Error {
  const error = makeError(reader.u8())
  if (error === undefined) throw reader.corrupt('an error of no class', at)
  numbered?.push(error)
  for (let left = reader.u8(); left > 0; left--) {
    const field = errorFields[reader.u8()]
    if (field === undefined) throw reader.corrupt('no field of an error', reader.position - 1)
    setField(error, field, read(reader, extras, base, functions, numbered))
  }
  for (let left = reader.u32(); left > 0; left--) {
    const key = reader.string()
    setProperty(error, key, read(reader, extras, base, functions, numbered))
  }
  return error
}

function readClosure(
  reader: ByteReader,
  extras: readonly unknown[],
  base: number,
  functions: FunctionTable,
  numbered: Numbered,
  at: number,
  moved: boolean,
): AnyFunction {
  const known = functions.byId(reader.u32())
  const short = reader.u8()
  const count = short < 255 ? short : reader.u32()
  if (count > reader.end - reader.position) throw reader.corrupt(`a function with ${count} captured values`, at)
  const captured = Array.from({ length: count }, (): unknown => undefined)
  // What does not exist on this scheduler is a function that says so, whatever it had captured.
  const fn = known instanceof Code ? openClosure(known, captured) : known
  numbered?.push(fn)
  for (let i = 0; i < count; i++) {
    const value = read(reader, extras, base, functions, numbered)
    if (moved) captured[i] = value
    else if (known instanceof Code) setCapture(known, captured, i, value)
  }
  if (known instanceof Code) completeClosure(fn, known, captured)
  return fn
}

function readLeaf(
  reader: ByteReader,
  extras: readonly unknown[],
  base: number,
  functions: FunctionTable,
  tag: number,
  at: number,
): object {
  switch (tag) {
    case DATE:
      return new Date(reader.f64())
    case REGEXP: {
      const source = reader.string()
      const flags = reader.string()
      return sound(reader, () => new RegExp(source, flags), 'a regular expression', at)
    }
    case BOXED:
      return Object(read(reader, extras, base, functions, undefined)) as object
    case BUFFER: {
      const bytes = reader.take(reader.u32())
      const buffer = makeBuffer(bytes.length, -1)
      new Uint8Array(buffer).set(bytes)
      return buffer
    }
    case RESIZABLE_BUFFER: {
      const length = reader.u32()
      const limit = reader.f64()
      const bytes = reader.take(length)
      const buffer = sound(reader, () => makeBuffer(length, limit), 'a resizable buffer', at)
      new Uint8Array(buffer).set(bytes)
      return buffer
    }
    default:
      throw reader.corrupt(`${tag} is no tag of a term`, at)
  }
}

/** What the platform makes of data that was read; that it refuses them means that they are corrupt. */
function sound<T>(reader: ByteReader, make: () => T, what: string, at: number): T {
  try {
    return make()
  } catch (error) {
    throw reader.corrupt(`${what} that cannot be made`, at, error)
  }
}
