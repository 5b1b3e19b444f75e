import type { Transferable } from 'node:worker_threads'
import type { Code } from '@multibeam/compiler/support'
import type { ByteWriter } from '@multibeam/scheduler'
import { isDense } from './arrays.ts'
import { bytesOf, copyBuffer, limitOf, shapeOfView } from './binary.ts'
import { capturesOf, compiledOf } from './captures.ts'
import { valueToCopy } from './closures.ts'
import { entriesOf, itemsOf } from './collections.ts'
import { absent, classOfError, errorFields, fieldOf, keysOfError } from './errors.ts'
import type { AnyFunction, FunctionTable } from './functions.ts'
import { kindOf, platformClone, refusePrimitive } from './kinds.ts'
import { writeNumbers } from './numbers.ts'
import { unboxed, writePrimitive } from './primitives.ts'
import { Seen } from './seen.ts'
import {
  ARRAY,
  BOXED,
  BUFFER,
  CLOSURE,
  DATE,
  ERROR,
  EXTRA,
  MAP,
  MOVED_CLOSURE,
  OBJECT,
  REFERENCE,
  REGEXP,
  RESIZABLE_BUFFER,
  SET,
  SHORT_ARRAY,
  SPARSE_ARRAY,
  VIEW,
} from './tags.ts'
import { explained } from './unsendable.ts'

/** Beyond it a buffer goes beside the bytes: it is copied once, and the copy transferred; appended and decoded it is copied four times. Measured: apsp, with messages of 10 KB, takes 0.88 of its time with 64 KB. */
const INLINE_BUFFER_BYTES = 4 * 1024

/**
 * Appends one term to the bytes. What bytes cannot hold (shared memory, Blob, a port…) and what `transfer` names is pushed
 * onto `extras`, the list of the whole signal, to be posted next to its bytes by structured clone; the bytes hold its index there.
 *
 * Values are taken as they are now: all of them, except memory that is shared or transferred.
 *
 * Throws UnsendableTerm, with its path starting at `root`, or what a getter throws; the writer and the extras are then as
 * they were before.
 */
export function encodeTerm(
  writer: ByteWriter,
  extras: unknown[],
  value: unknown,
  root: string,
  functions: FunctionTable,
  transfer?: readonly Transferable[],
): void {
  const length = writer.length
  const extrasLength = extras.length
  if ((typeof value !== 'object' && !isCapturing(value)) || value === null) {
    // One byte before every term: whether it holds references, so that the decoder must number its objects.
    writer.u8(0)
    const refusal = writePrimitive(writer, value, functions)
    if (refusal === undefined) return
    writer.length = length
    throw explained(refusal, value, root)
  }
  const encoder = idle ?? new Encoder()
  idle = undefined
  try {
    encoder.term(writer, extras, value, functions, transfer)
  } catch (error) {
    writer.length = length
    extras.length = extrasLength
    throw explained(error, value, root)
  } finally {
    encoder.release()
    idle = encoder
  }
}

/**
 * Appends the state of a process that moves: terms, and what `rules` add to them. One graph: an object met twice is written once.
 *
 * Throws a Refusal for what cannot leave; the writer and the extras are then as they were before.
 */
export function encodeState(
  writer: ByteWriter,
  extras: unknown[],
  state: object,
  functions: FunctionTable,
  rules: StateRules,
): void {
  const { length } = writer
  const extrasLength = extras.length
  const encoder = new Encoder()
  try {
    encoder.term(writer, extras, state, functions, undefined, rules)
  } catch (error) {
    writer.length = length
    extras.length = extrasLength
    throw error
  }
}

/** What may be written besides terms, see state.ts. */
export interface StateRules {
  /** Writes what is no term: true if it did. Throws a Refusal for what would not arrive as what it is. */
  write(encoder: Encoder, writer: ByteWriter, value: object | symbol): boolean
}

/** What is compared by identity, or has parts. */
function isRich(value: unknown): value is object | symbol {
  return typeof value === 'object' ? value !== null : typeof value === 'symbol' || typeof value === 'function'
}

/** Whether it is a function that goes with its captured values. */
function isCapturing(value: unknown): value is AnyFunction {
  return typeof value === 'function' && capturesOf(value).length > 0
}

/** Taken while in use: a getter may send, and so encode, in the middle of a term. */
let idle: Encoder | undefined

const noExtras: unknown[] = []
const noFunctions: FunctionTable = {
  idOf: () => -1,
  byId: () => {
    throw new Error('no functions')
  },
  idOfCode: () => -1,
  isProcessFunction: () => false,
}

export class Encoder {
  private extras: unknown[]
  private functions: FunctionTable
  private transfer: ReadonlySet<unknown> | undefined
  private hasReferences: boolean
  private rules: StateRules | undefined
  private readonly seen: Seen

  constructor() {
    this.extras = noExtras
    this.functions = noFunctions
    this.transfer = undefined
    this.hasReferences = false
    this.rules = undefined
    this.seen = new Seen()
  }

  term(
    writer: ByteWriter,
    extras: unknown[],
    value: object,
    functions: FunctionTable,
    transfer: readonly Transferable[] | undefined,
    rules?: StateRules,
  ): void {
    this.rules = rules
    this.extras = extras
    this.functions = functions
    this.transfer = transfer === undefined || transfer.length === 0 ? undefined : new Set<unknown>(transfer)
    this.hasReferences = false
    this.seen.open()
    const at = writer.length
    writer.u8(0)
    this.write(writer, value)
    if (this.hasReferences) writer.bytes[at] = 1
  }

  /** Lets go of everything the term made it hold. */
  release(): void {
    this.seen.close()
    this.extras = noExtras
    this.functions = noFunctions
    this.transfer = undefined
  }

  write(writer: ByteWriter, value: unknown): void {
    if (this.rules !== undefined && isRich(value) && this.rules.write(this, writer, value)) return
    if (typeof value === 'object' && value !== null) {
      this.object(writer, value)
      return
    }
    if (isCapturing(value)) {
      this.closure(writer, value)
      return
    }
    const refusal = writePrimitive(writer, value, this.functions)
    if (refusal !== undefined) throw refusal
  }

  /** Gives the object its number, unless it has one: then a reference is written, and the answer is true. */
  refer(writer: ByteWriter, value: object): boolean {
    if (this.seen.count > 0) {
      const number = this.seen.find(value) as number | undefined
      if (number !== undefined) {
        this.hasReferences = true
        writer.u8(REFERENCE)
        writer.u32(number)
        return true
      }
    }
    this.seen.add(value, this.seen.count)
    return false
  }

  private closure(writer: ByteWriter, fn: AnyFunction): void {
    const id = this.functions.idOf(fn)
    if (id === -1) throw refusePrimitive(fn, this.functions)
    if (this.refer(writer, fn)) return
    const code = compiledOf(fn) as Code
    const captured = capturesOf(fn)
    // A process that moves takes the boxes of its variables along; in a message they are values.
    const moves = this.rules !== undefined
    writer.u8(moves ? MOVED_CLOSURE : CLOSURE)
    writer.u32(id)
    writer.u8(Math.min(captured.length, 255))
    if (captured.length >= 255) writer.u32(captured.length)
    for (let i = 0; i < captured.length; i++) {
      this.write(writer, moves ? captured[i] : valueToCopy(fn, code, captured, i))
    }
  }

  private object(writer: ByteWriter, value: object): void {
    if (this.refer(writer, value)) return
    if (this.transfer?.has(value) === true) {
      this.extra(writer, value)
      return
    }
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype === Object.prototype) this.plain(writer, value as Record<string, unknown>)
    else if (prototype === Array.prototype && Array.isArray(value)) this.array(writer, value)
    else this.other(writer, value)
  }

  private array(writer: ByteWriter, array: unknown[]): void {
    if (!isDense(array)) {
      this.sparse(writer, array)
      return
    }
    if (writeNumbers(writer, array)) return
    const length = array.length
    if (length < 256) {
      writer.u8(SHORT_ARRAY)
      writer.u8(length)
    } else {
      writer.u8(ARRAY)
      writer.u32(length)
    }
    // A getter inside may shorten the array; the length is written already.
    for (let i = 0; i < length; i++) this.write(writer, array[i])
  }

  private sparse(writer: ByteWriter, array: unknown[]): void {
    writer.u8(SPARSE_ARRAY)
    writer.u32(array.length)
    this.properties(writer, array, Object.keys(array))
  }

  private plain(writer: ByteWriter, source: Record<string, unknown>): void {
    writer.u8(OBJECT)
    const at = writer.length
    writer.u32(0)
    let count = 0
    for (const key in source) {
      if (!Object.hasOwn(source, key)) continue
      writer.string(key)
      this.write(writer, source[key])
      count += 1
    }
    writer.patchU32(at, count)
  }

  private properties(writer: ByteWriter, source: object, keys: readonly string[]): void {
    const at = writer.length
    writer.u32(0)
    let count = 0
    for (const key of keys) {
      if (!Object.hasOwn(source, key)) continue
      writer.string(key)
      this.write(writer, (source as Record<string, unknown>)[key])
      count += 1
    }
    writer.patchU32(at, count)
  }

  private extra(writer: ByteWriter, value: unknown): void {
    writer.u8(EXTRA)
    writer.u32(this.extras.length)
    this.extras.push(value)
  }

  private other(writer: ByteWriter, value: object): void {
    switch (kindOf(value)) {
      case 'array':
        this.sparse(writer, value as unknown[])
        return
      case 'object':
        writer.u8(OBJECT)
        this.properties(writer, value, Object.keys(value))
        return
      case 'map': {
        const entries = entriesOf(value as Map<unknown, unknown>)
        writer.u8(MAP)
        writer.u32(entries.length)
        for (const [key, item] of entries) {
          this.write(writer, key)
          this.write(writer, item)
        }
        return
      }
      case 'set': {
        const items = itemsOf(value as Set<unknown>)
        writer.u8(SET)
        writer.u32(items.length)
        for (const item of items) this.write(writer, item)
        return
      }
      case 'date':
        writer.u8(DATE)
        writer.f64(Date.prototype.getTime.call(value))
        return
      case 'regexp':
        writer.u8(REGEXP)
        writer.string((value as RegExp).source)
        writer.string((value as RegExp).flags)
        return
      case 'boxed':
        writer.u8(BOXED)
        this.write(writer, unboxed(value))
        return
      case 'buffer':
        this.buffer(writer, value as ArrayBuffer)
        return
      case 'view': {
        const shape = shapeOfView(value as ArrayBufferView)
        writer.u8(VIEW)
        writer.u8(shape.type)
        writer.f64(shape.byteOffset)
        writer.f64(shape.length)
        this.object(writer, (value as ArrayBufferView).buffer)
        return
      }
      case 'shared':
        this.extra(writer, value)
        return
      case 'error':
        this.error(writer, value as Error)
        return
      case 'platform':
        // Cloned now, and not only when posted: a refusal must meet the sender, and a later change must not be seen.
        this.extra(writer, platformClone(value))
    }
  }

  private buffer(writer: ByteWriter, buffer: ArrayBuffer): void {
    if (buffer.byteLength > INLINE_BUFFER_BYTES) {
      this.extra(writer, copyBuffer(buffer))
      return
    }
    const bytes = bytesOf(buffer)
    const limit = limitOf(buffer)
    writer.u8(limit === -1 ? BUFFER : RESIZABLE_BUFFER)
    writer.u32(bytes.length)
    if (limit !== -1) writer.f64(limit)
    writer.append(bytes, 0, bytes.length)
  }

  private error(writer: ByteWriter, error: Error): void {
    const number = classOfError(error)
    writer.u8(ERROR)
    writer.u8(number)
    const at = writer.length
    writer.u8(0)
    let count = 0
    for (const [i, field] of errorFields.entries()) {
      const value = fieldOf(error, number, field)
      if (value === absent) continue
      writer.u8(i)
      this.write(writer, value)
      count += 1
    }
    writer.bytes[at] = count
    this.properties(writer, error, keysOfError(error, number))
  }
}
