import { ByteReader, ByteWriter } from '@multibeam/scheduler'
import { describe, expect, it } from 'vitest'
import { isDense, surelyBare } from '../../src/terms/arrays.ts'
import { copyTerm } from '../../src/terms/copy.ts'
import { decodeTerm } from '../../src/terms/decode.ts'
import { encodeTerm } from '../../src/terms/encode.ts'
import { functions } from './support.ts'

function acrossCores(value: unknown): unknown {
  const writer = new ByteWriter()
  const extras: unknown[] = []
  encodeTerm(writer, extras, value, 'message', functions)
  const reader = new ByteReader()
  reader.open(writer.bytes, 0, writer.length)
  return decodeTerm(reader, extras, 0, functions)
}

function onOneCore(value: unknown): unknown {
  return copyTerm(value, 'message', functions)
}

function upTo(length: number): number[] {
  return Array.from({ length }, (_, index) => index)
}

const long = upTo(3000)
const numbers: [string, unknown[]][] = [
  ['few', upTo(15)],
  ['just enough to be written at once', upTo(16)],
  ['many', long],
  ['the largest and smallest integers', [...upTo(20), 2 ** 31 - 1, -(2 ** 31)]],
  ['integers beyond 32 bits', [...upTo(20), 2 ** 31, -(2 ** 31) - 1, 2 ** 53]],
  ['a negative zero', [-0, ...upTo(20), -0]],
  ['no integers', [...upTo(20), 0.5, Number.NaN, Number.POSITIVE_INFINITY, Number.MIN_VALUE]],
  ['something else at the end', [...upTo(20), 'end']],
  ['something else at the end, after doubles', [0.5, ...upTo(20), null]],
  ['undefined at the end', [...upTo(20), undefined]],
  ['arrays of them in a tuple', ['result', 1, 2, long]],
]

describe.each([
  ['on one core', onOneCore],
  ['across cores', acrossCores],
])('a long array, %s', (_, sent) => {
  it.each(numbers)('arrives with what it has: %s', (_, array) => {
    const copy = sent(array) as unknown[]
    expect(copy).toStrictEqual(array)
    expect(copy.every((value, index) => Array.isArray(value) || Object.is(value, array[index]))).toBe(true)
    expect(copy).not.toBe(array)
  })

  it.each([20, 3000])('of %i keeps its identity, its names and its holes', (length) => {
    const array = upTo(length)
    const twice = sent([array, array]) as [number[], number[]]
    expect(twice[0]).toBe(twice[1])
    expect(twice[0]).toStrictEqual(array)
    const named = Object.assign(upTo(length), { name: 'measured' })
    expect(Object.entries(sent(named) as number[])).toEqual(Object.entries(named))
    const sparse = upTo(length)
    delete sparse[length - 3]
    expect(Object.keys(sent(sparse) as number[])).toEqual(Object.keys(sparse))
  })

  it('whose getter takes elements away is what was there to be read', () => {
    const array: unknown[] = upTo(3000)
    Object.defineProperty(array, 2000, {
      enumerable: true,
      get: () => {
        array.length = 2500
        return 'got'
      },
    })
    const copy = sent(array) as unknown[]
    expect(copy[1999]).toBe(1999)
    expect(copy[2000]).toBe('got')
  })
})

describe('properties that are no elements', () => {
  it('are found whatever the length', () => {
    expect(isDense(upTo(3000))).toBe(true)
    expect(isDense(Object.assign(upTo(3000), { name: 1 }))).toBe(false)
    expect(isDense(new Array(3000))).toBe(false)
    const proxy = new Proxy(Object.assign(upTo(3000), { name: 1 }), {})
    expect(isDense(proxy)).toBe(false)
  })

  it('are found when they are hidden, or have symbols for names', () => {
    expect(surelyBare(upTo(100), true)).toBe(true)
    expect(surelyBare(Object.defineProperty(upTo(100), 'name', { value: 1 }), true)).toBe(false)
    expect(surelyBare(Object.defineProperty(upTo(100), 'name', { value: 1 }), false)).toBe(true)
    expect(surelyBare(Object.assign(upTo(100), { [Symbol('name')]: 1 }), true)).toBe(false)
    expect(surelyBare(Object.assign(upTo(100), { '': 1 }), false)).toBe(false)
  })
})
