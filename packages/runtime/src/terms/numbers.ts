// Arrays of nothing but numbers, as one run of bytes. Term by term, an array of 2500 integers took 90 ns an element from one scheduler to the other
// (the bench's apsp with plain arrays); this takes 10.

import type { ByteReader, ByteWriter } from '@multibeam/scheduler'
import { FLOAT64_ARRAY, INT32_ARRAY } from './tags.ts'

/** Shorter ones are written term by term: a small integer takes two bytes there. Chosen. */
const SHORTEST = 16

/** Writes the array if it is long and of numbers only; false, and the writer as it was, if it is not. */
export function writeNumbers(writer: ByteWriter, array: readonly unknown[]): boolean {
  if (array.length < SHORTEST || typeof array[0] !== 'number') return false
  return writeIntegers(writer, array) || writeDoubles(writer, array)
}

function writeIntegers(writer: ByteWriter, array: readonly unknown[]): boolean {
  const { length } = array
  const start = writer.length
  writer.u8(INT32_ARRAY)
  writer.u32(length)
  const at = writer.reserve(4 * length)
  const { view } = writer
  for (let i = 0; i < length; i++) {
    const value = array[i]
    const int = (value as number) | 0
    // -0 equals 0 and is none of the integers.
    if (int !== value || (int === 0 && Object.is(value, -0))) {
      writer.length = start
      return false
    }
    view.setInt32(at + 4 * i, int, true)
  }
  return true
}

function writeDoubles(writer: ByteWriter, array: readonly unknown[]): boolean {
  const { length } = array
  const start = writer.length
  writer.u8(FLOAT64_ARRAY)
  writer.u32(length)
  const at = writer.reserve(8 * length)
  const { view } = writer
  for (let i = 0; i < length; i++) {
    const value = array[i]
    if (typeof value !== 'number') {
      writer.length = start
      return false
    }
    view.setFloat64(at + 8 * i, value, true)
  }
  return true
}

/** What stands behind INT32_ARRAY. */
export function readIntegers(reader: ByteReader): number[] {
  const length = reader.u32()
  const at = reader.skip(4 * length)
  const { view } = reader
  const array: number[] = []
  for (let i = 0; i < length; i++) array.push(view.getInt32(at + 4 * i, true))
  return array
}

/** What stands behind FLOAT64_ARRAY. */
export function readDoubles(reader: ByteReader): number[] {
  const length = reader.u32()
  const at = reader.skip(8 * length)
  const { view } = reader
  const array: number[] = []
  for (let i = 0; i < length; i++) array.push(view.getFloat64(at + 8 * i, true))
  return array
}
