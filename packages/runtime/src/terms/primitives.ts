import { types } from 'node:util'
import type { ByteWriter } from '@multibeam/scheduler'
import type { FunctionTable } from './functions.ts'
import { refusePrimitive } from './kinds.ts'
import { BIGINT, BIGINT64, FALSE, FLOAT64, FUNCTION, INT8, INT32, NULL, STRING, TRUE, UNDEFINED } from './tags.ts'
import type { Refusal } from './unsendable.ts'

/** Encodes what is no object; answers why not if it cannot be sent, and has then written nothing. */
export function writePrimitive(writer: ByteWriter, value: unknown, functions: FunctionTable): Refusal | undefined {
  switch (typeof value) {
    case 'string':
      writer.u8(STRING)
      writer.string(value)
      return undefined
    case 'number':
      writeNumber(writer, value)
      return undefined
    case 'boolean':
      writer.u8(value ? TRUE : FALSE)
      return undefined
    case 'undefined':
      writer.u8(UNDEFINED)
      return undefined
    case 'object':
      writer.u8(NULL)
      return undefined
    case 'bigint':
      writeBigInt(writer, value)
      return undefined
    case 'function': {
      const id = functions.idOf(value)
      if (id === -1) return refusePrimitive(value, functions)
      writer.u8(FUNCTION)
      writer.u32(id)
      return undefined
    }
    default:
      return refusePrimitive(value, functions)
  }
}

function writeNumber(writer: ByteWriter, value: number): void {
  const int = value | 0
  // -0 equals 0 and is none of the integers.
  if (int !== value || (value === 0 && 1 / value < 0)) {
    writer.u8(FLOAT64)
    writer.f64(value)
  } else if (int >= -128 && int < 128) {
    writer.u8(INT8)
    writer.u8(int & 0xff)
  } else {
    writer.u8(INT32)
    writer.u32(int)
  }
}

function writeBigInt(writer: ByteWriter, value: bigint): void {
  if (BigInt.asIntN(64, value) === value) {
    writer.u8(BIGINT64)
    writer.u32(Number(value & 0xffff_ffffn))
    writer.u32(Number((value >> 32n) & 0xffff_ffffn))
  } else {
    writer.u8(BIGINT)
    // Hexadecimal takes linear time both ways, decimal does not.
    writer.string(value < 0n ? `-${(-value).toString(16)}` : value.toString(16))
  }
}

/** The primitive in a boxed one. */
export function unboxed(value: object): unknown {
  if (types.isNumberObject(value)) return Number.prototype.valueOf.call(value)
  if (types.isStringObject(value)) return String.prototype.valueOf.call(value)
  if (types.isBooleanObject(value)) return Boolean.prototype.valueOf.call(value)
  return BigInt.prototype.valueOf.call(value)
}
