// What may stand in the variables of a process that moves. Unlike a message it must arrive as what it is: a term that would come out as
// something else (an instance of a class as a plain object, say) keeps its process where it is. Written by MovingState, read by `decodeState`.

import { types } from 'node:util'
import { Code, intrinsicName, movableKind, movableParts, pinOf, Step } from '@multibeam/compiler/support'
import type { ByteWriter } from '@multibeam/scheduler'
import { referenceTo } from '../functions/definition.ts'
import { surelyBare } from './arrays.ts'
import type { Encoder, StateRules } from './encode.ts'
import type { FunctionTable } from './functions.ts'
import { movableSteps } from './known-steps.ts'
import { knownSymbols } from './known-symbols.ts'
import { CODE, DEFINITION, FROZEN, INTRINSIC, MOVABLE, NULL_OBJECT, REGISTERED_SYMBOL, STEP, SYMBOL } from './tags.ts'
import { Refusal } from './unsendable.ts'

/** A process with a larger state, its buffers counted, stays. Chosen: copying it takes longer than the scheduler that it goes to would have waited. */
const LARGEST_BYTES = 1024 * 1024
/** An array with more elements stays, and its process. Chosen, like LARGEST_BYTES. */
const LONGEST_ARRAY = 64 * 1024

/** An array with as many elements is first asked in a way that takes 2 µs whatever its length (measured). */
const MANY = 32

const typedArrays = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
  BigInt64Array,
  BigUint64Array,
]

/** Objects of these prototypes, without properties of their own, are what the codec makes of them on the other side. */
const faithful = new Set<object>(
  [Map, Set, Date, ArrayBuffer, SharedArrayBuffer, DataView, Number, String, Boolean, BigInt, ...typedArrays].map(
    (builtIn) => builtIn.prototype,
  ),
)
const errors = new Set<object>(
  [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError, AggregateError].map(
    (builtIn) => builtIn.prototype,
  ),
)

/** The rules of one move: `writer` is where its state goes. */
export class MovingState implements StateRules {
  readonly #end: number
  readonly #functions: FunctionTable
  /** Bytes of the buffers so far; shared memory is not copied. */
  #beside = 0
  /** Those that are counted: several views may share one. */
  #buffers: Set<ArrayBuffer> | undefined

  constructor(writer: ByteWriter, functions: FunctionTable) {
    this.#end = writer.length + LARGEST_BYTES
    this.#functions = functions
  }

  write(encoder: Encoder, writer: ByteWriter, value: object | symbol): boolean {
    if (typeof value === 'symbol') {
      writeSymbol(writer, value)
      return true
    }
    // Buffers are copied beside the bytes: a product of matrices of 2 MB took four times as long on two schedulers when they did not count.
    const buffer = ArrayBuffer.isView(value) ? value.buffer : value
    if (buffer instanceof ArrayBuffer) this.#count(buffer)
    if (writer.length + this.#beside > this.#end) throw new Refusal(value, `more than ${LARGEST_BYTES} bytes`)
    if (typeof value === 'function') return writeIntrinsic(writer, value)
    const prototype: unknown = Object.getPrototypeOf(value)
    if (prototype === null) return writeNullObject(encoder, writer, value)
    if (prototype !== Array.prototype && this.#special(encoder, writer, value)) return true
    if (prototype === Object.prototype) checkPlain(value)
    else if (prototype === Array.prototype) checkArray(value)
    else checkOther(value, prototype as object)
    if (!Object.isExtensible(value)) {
      if (!Object.isFrozen(value) || types.isMap(value) || types.isSet(value)) {
        throw new Refusal(value, 'an object that takes no properties')
      }
      writer.u8(FROZEN)
    }
    return false
  }

  #count(buffer: ArrayBuffer): void {
    this.#buffers ??= new Set()
    if (this.#buffers.has(buffer)) return
    this.#buffers.add(buffer)
    this.#beside += buffer.byteLength
  }

  /** What stands for something that the other scheduler has as well, or is of the code's own making. */
  #special(encoder: Encoder, writer: ByteWriter, value: object): boolean {
    const reference = referenceTo(value)
    if (reference !== undefined) {
      const id = this.#functions.idOf(reference)
      if (id === -1) throw new Refusal(value, 'a definition that only this scheduler knows')
      writer.u8(DEFINITION)
      writer.u32(id)
      return true
    }
    if (value instanceof Code) {
      const id = this.#functions.idOfCode(value)
      if (id === -1) throw new Refusal(value, 'code that only this scheduler knows')
      writer.u8(CODE)
      writer.u32(id)
      return true
    }
    const kind = movableKind(value)
    if (kind !== undefined) {
      if (encoder.refer(writer, value)) return true
      writer.u8(MOVABLE)
      writer.u8(kind)
      encoder.write(writer, movableParts(value))
      return true
    }
    if (value instanceof Step) {
      writeStep(encoder, writer, value)
      return true
    }
    const pin = pinOf(value)
    if (pin !== undefined) throw new Refusal(value, pin)
    return writeIntrinsic(writer, value)
  }
}

function writeStep(encoder: Encoder, writer: ByteWriter, step: object): void {
  for (const [number, known] of movableSteps.entries()) {
    const parts = known.partsOf(step)
    if (parts === undefined) continue
    writer.u8(STEP)
    writer.u8(number)
    encoder.write(writer, parts)
    return
  }
  throw new Refusal(step, pinOf(step) ?? 'something that only this scheduler can go on with')
}

/** False if it is nothing of the platform. */
function writeIntrinsic(writer: ByteWriter, value: unknown): boolean {
  const name = intrinsicName(value)
  if (name === undefined) return false
  writer.u8(INTRINSIC)
  writer.string(name)
  return true
}

function writeNullObject(encoder: Encoder, writer: ByteWriter, value: object): boolean {
  checkPlain(value)
  if (!Object.isExtensible(value)) throw new Refusal(value, 'an object that takes no properties')
  if (encoder.refer(writer, value)) return true
  const keys = Object.keys(value)
  writer.u8(NULL_OBJECT)
  writer.u32(keys.length)
  for (const key of keys) {
    writer.string(key)
    encoder.write(writer, (value as Record<string, unknown>)[key])
  }
  return true
}

function writeSymbol(writer: ByteWriter, symbol: symbol): void {
  const number = knownSymbols.indexOf(symbol)
  if (number !== -1) {
    writer.u8(SYMBOL)
    writer.u8(number)
    return
  }
  const key = Symbol.keyFor(symbol)
  if (key === undefined) throw new Refusal(symbol, 'a symbol; only this scheduler has it')
  writer.u8(REGISTERED_SYMBOL)
  writer.string(key)
}

/** Own properties with strings for keys, all of them enumerable values. */
function checkPlain(value: object): void {
  if (types.isProxy(value)) throw new Refusal(value, 'a Proxy')
  for (const key of Reflect.ownKeys(value)) {
    const property = Reflect.getOwnPropertyDescriptor(value, key)
    if (typeof key === 'symbol' || property?.enumerable !== true || !('value' in property)) {
      throw new Refusal(value, `an object whose property ${String(key)} is no plain one`)
    }
  }
}

function checkArray(value: object): void {
  if (types.isProxy(value) || !Array.isArray(value)) throw new Refusal(value, 'no true array')
  if (value.length > LONGEST_ARRAY) throw new Refusal(value, `an array of more than ${LONGEST_ARRAY} elements`)
  // The names are asked for last: they make a string of each index, 70 ns an element.
  if (value.length >= MANY && surelyBare(value, true)) return
  // The codec takes a short one for a tuple, without named properties.
  if (Object.getOwnPropertyNames(value).length > value.length + 1 || Object.getOwnPropertySymbols(value).length > 0) {
    throw new Refusal(value, 'an array with properties of its own')
  }
}

function checkOther(value: object, prototype: object): void {
  if (faithful.has(prototype)) {
    if (ArrayBuffer.isView(value) || types.isAnyArrayBuffer(value) || Reflect.ownKeys(value).length === 0) return
    if (types.isStringObject(value)) return
  }
  if (prototype === RegExp.prototype && (value as RegExp).lastIndex === 0) return
  if (errors.has(prototype)) return
  const name: unknown = value.constructor?.name
  throw new Refusal(value, typeof name === 'string' && name !== '' ? `an instance of ${name}` : 'an object of a class')
}
