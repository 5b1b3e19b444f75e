import assert from 'node:assert/strict'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copyTerm } from '../../src/terms/copy.ts'
import { cloneOfTerm, exported, functions, inline, roundTrip, sameAliasing, terms, withHole } from './support.ts'

const ways: [string, (value: unknown) => unknown][] = [
  ['copied on the same core', (value) => copyTerm(value, 'message', functions)],
  ['encoded and decoded', roundTrip],
]

class Point {
  x = 1
  get sum(): number {
    return this.x
  }
}

function cyclic(): unknown {
  const object: Record<string, unknown> = { name: 'self' }
  object.me = object
  object.list = [object, [object]]
  return object
}

function aliased(): unknown {
  const shared = { n: 1 }
  return [shared, shared, { shared }, new Map([[shared, shared]]), new Set([shared])]
}

function many(): unknown {
  const objects = Array.from({ length: 40 }, (_, i) => ({ i }))
  return [...objects, ...objects]
}

function sharingViews(): unknown {
  const buffer = new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]).buffer
  return { a: new Uint8Array(buffer, 2, 3), b: new Float64Array(buffer), c: new DataView(buffer, 1, 4), buffer }
}

const samples: Record<string, () => unknown> = {
  'a tagged tuple': () => ['ping', 5],
  'a tagged object': () => ({ type: 'x', n: 1 }),
  'nested tuples': () => ['a', ['b', ['c', { d: [1, 2, 3] }]], null, undefined],
  'an empty array and object': () => [[], {}],
  'minus zero, NaN and the bounds of integers': () => [
    -0,
    Number.NaN,
    2 ** 31 - 1,
    2 ** 31,
    -(2 ** 31),
    2 ** 53,
    1e300,
  ],
  'bigints of every size': () => [0n, -1n, 2n ** 63n - 1n, -(2n ** 63n), 2n ** 63n, 10n ** 40n, -(10n ** 40n)],
  'lone surrogates': () => ['\ud800', 'a\udfff', '\udc00\ud800', { '\ud800': 1 }],
  'huge strings': () => ['x'.repeat(1e6), 'é'.repeat(70_000), '日'.repeat(70_000), 'a'.repeat(251), 'b'.repeat(252)],
  'strings about the short limit': () => [23, 24, 25, 26].flatMap((n) => ['a'.repeat(n), 'ÿ'.repeat(n), 'Ā'.repeat(n)]),
  'an array with undefined in it': () => [1, undefined, 3, undefined],
  'a tuple with a hole': () => withHole(['tag', 'hole', 3], 1),
  'a long array with a hole': () => withHole(Array.from({ length: 20 }, Number), 7),
  'a very sparse array': () => Object.assign([], { 5: 1, 4000000000: 2 }),
  'an array of holes': () => new Array(5),
  'a hole and as many names': () => Object.assign(withHole(['hole', 1], 0), { foo: 2 }),
  'named properties of a long array': () => Object.assign([1, 2, 3, 4, 5, 6, 7, 8, 9], { extra: { deep: true } }),
  'the match of a regular expression': () => /(?<first>b)c/.exec('abcd'),
  'an own __proto__': () => JSON.parse('{"__proto__": {"polluted": true}, "a": 1}'),
  'keys like indices': () => ({ b: 1, 2: 2, 1: 1, '01': 0, '-1': 3 }),
  'symbol keys': () => ({ [Symbol('s')]: 1, a: 2 }),
  'keys that are not enumerable': () => Object.defineProperty({ a: 1 }, 'b', { value: 2 }),
  'a getter': () => ({
    get n() {
      return { deep: 5 }
    },
  }),
  'a class instance': () => new Point(),
  'an object without prototype': () => Object.assign(Object.create(null), { a: 1 }),
  'an object that inherits': () => Object.assign(Object.create({ inherited: 1 }), { own: 2 }),
  'a subclass of Array': () => Object.assign(new (class extends Array {})(), { 0: 'a', 1: {} }),
  'a cycle': cyclic,
  aliases: aliased,
  'more objects than are scanned': many,
  'a map with extras': () => Object.assign(new Map<unknown, unknown>([['x', { y: 1 }]]), { dropped: 1 }),
  'a map that holds itself': () => {
    const map = new Map<unknown, unknown>()
    return map.set('me', map).set(map, 'me')
  },
  'a set': () => new Set([1, 'a', { b: 1 }, [1]]),
  'dates and patterns': () => [new Date(0), /a\/b/gi, Object.assign(/x/g, { lastIndex: 3 }), /(?:)/],
  'boxed primitives': () => [Object(1), Object('two'), Object(true), Object(3n), Object(-0)],
  'a buffer': () => new Uint8Array([1, 2, 3]).buffer,
  'a buffer too large to go inline': () => new Uint8Array(100_000).fill(7),
  'views that share a buffer': sharingViews,
  'every kind of view': () => [
    Int8Array.of(-1),
    Uint8ClampedArray.of(1),
    Int16Array.of(1),
    Uint16Array.of(1),
    Int32Array.of(1),
    Uint32Array.of(1),
    Float32Array.of(1.5),
    Float64Array.of(1.5),
    BigInt64Array.of(-1n),
    BigUint64Array.of(1n),
    new DataView(new ArrayBuffer(4), 1),
  ],
  'a Buffer': () => Buffer.from('hello'),
}

for (const [way, copy] of ways) {
  describe(`a term ${way}`, () => {
    it.each(Object.entries(samples))('equals structured clone: %s', (_, make) => {
      const value = make()
      // Twenty times: what happens often is compiled.
      for (let i = 0; i < 20; i++) {
        const expected = structuredClone(value)
        const actual = copy(value)
        assert.deepStrictEqual(actual, expected)
        expect(sameAliasing(actual, expected)).toBe(true)
      }
    })

    it('equals structured clone for any term', () => {
      fc.assert(
        fc.property(terms, (value) => {
          const expected = cloneOfTerm(value)
          const actual = copy(value)
          // Not node:assert, for which no invalid date equals another.
          expect(actual).toStrictEqual(expected)
          assert(sameAliasing(actual, expected))
        }),
        { numRuns: 400 },
      )
    })

    it('equals structured clone for whatever fast-check makes', () => {
      const anything = fc.anything({
        withBigInt: true,
        withBoxedValues: true,
        withDate: true,
        withMap: true,
        withNullPrototype: true,
        withSet: true,
        withSparseArray: true,
        withTypedArray: true,
        withUnicodeString: true,
      })
      fc.assert(
        fc.property(anything, (value) => {
          expect(copy(value)).toStrictEqual(structuredClone(value))
        }),
      )
    })

    it.each([0, 1, 2, 3, 4, 5, 8])('leaves named properties of a tuple of %i elements out', (length) => {
      const tuple = Array.from({ length }, (_, i) => i)
      expect(copy(Object.assign([...tuple], { extra: 1 }))).toStrictEqual(tuple)
      expect(copy({ inside: Object.assign([...tuple], { extra: 1 }) })).toStrictEqual({ inside: tuple })
      const nested = tuple.map((i) => ({ i }))
      expect(copy(Object.assign([...nested], { extra: 1 }))).toStrictEqual(nested)
    })

    it.each([9, 10, 100])('keeps named properties of an array of %i elements', (length) => {
      const named = Object.assign(
        Array.from({ length }, (_, i) => i),
        { extra: 1 },
      )
      expect(copy(named)).toStrictEqual(structuredClone(named))
      expect(Object.keys(copy(named) as object)).toContain('extra')
    })

    it('keeps an own __proto__ as data', () => {
      const copied = copy(JSON.parse('{"__proto__": {"polluted": true}}')) as object
      expect(Object.hasOwn(copied, '__proto__')).toBe(true)
      expect(Object.getPrototypeOf(copied)).toBe(Object.prototype)
      expect('polluted' in copied).toBe(false)
    })

    it('does not see what the sender changes later', () => {
      const bytes = new Uint8Array([1, 2])
      const value = { list: [1, { a: 1 }], map: new Map([['k', [1]]]), bytes, date: new Date(5) }
      const copied = copy(value)
      const before = structuredClone(value)
      value.list.push(2)
      value.map.get('k')?.push(2)
      bytes[0] = 9
      value.date.setTime(6)
      assert.deepStrictEqual(copied, before)
    })

    it('equals structured clone for the errors that it keeps whole', () => {
      const error = new TypeError('wrong', { cause: new Error('why') })
      class Custom extends Error {}
      for (const value of [error, new Custom('mine'), new RangeError('', { cause: undefined }), new Error()]) {
        const actual = copy([value, value]) as Error[]
        const expected = structuredClone(value)
        assert.deepStrictEqual(actual[0], expected)
        expect(actual[0]?.stack).toBe(expected.stack)
        expect(actual[0]).toBe(actual[1])
      }
    })

    it('shares shared memory', () => {
      const memory = new SharedArrayBuffer(8)
      const [view, again] = copy([new Int32Array(memory), memory]) as [Int32Array, SharedArrayBuffer]
      view[0] = 42
      expect(new Int32Array(memory)[0]).toBe(42)
      expect(view.buffer).toBe(again)
    })

    it('keeps resizable buffers resizable, and views that follow them following', () => {
      const Resizable = ArrayBuffer as unknown as new (
        n: number,
        o: object,
      ) => ArrayBuffer & { resize(n: number): void }
      const buffer = new Resizable(4, { maxByteLength: 16 })
      const sent = [buffer, new Uint8Array(buffer), new Uint8Array(buffer, 1, 3), new DataView(buffer, 2)]
      type Copied = [typeof buffer, Uint8Array, Uint8Array, DataView]
      const [copied, following, fixed, data] = copy(sent) as Copied
      copied.resize(12)
      expect([following.length, fixed.length, data.byteLength]).toEqual([12, 3, 10])
      expect(following.buffer).toBe(copied)
      expect(buffer.byteLength).toBe(4)
    })

    it('hands what only the platform knows to the platform', async () => {
      const blob = new Blob(['text'])
      const [first, second] = copy([blob, blob]) as [Blob, Blob]
      expect(await first.text()).toBe('text')
      expect(second).toBe(first)
    })

    it('passes process functions', () => {
      expect(copy(['start', exported])).toEqual(['start', exported])
      expect(copy(exported)).toBe(exported)
    })

    it('takes a term sent by a getter in the middle of a term', () => {
      const shared = { s: 1 }
      const value = {
        a: shared,
        get b() {
          return copy([shared, shared, Array.from({ length: 20 }, () => ({}))])
        },
        c: shared,
      }
      const copied = copy(value) as { a: object; b: object[]; c: object }
      expect(copied.c).toBe(copied.a)
      expect(copied.b[0]).toBe(copied.b[1])
      expect(copied.b[0]).not.toBe(copied.a)
      assert.deepStrictEqual(copied, structuredClone(value))
    })

    it('runs a getter once', () => {
      for (let i = 0; i < 40; i++) {
        let runs = 0
        copy({
          type: 'counted',
          get n() {
            runs += 1
            return 1
          },
        })
        expect(runs).toBe(1)
      }
    })

    it('does not reach into objects of the platform that only look like instances', () => {
      for (const value of [new WeakRef({}), new Intl.NumberFormat(), [][Symbol.iterator](), new AbortController()]) {
        let refused = false
        try {
          structuredClone(value)
        } catch {
          refused = true
        }
        if (refused) expect(() => copy(value)).toThrow('structured clone refuses')
        else assert.deepStrictEqual(copy(value), structuredClone(value))
      }
    })
  })
}

describe('a term copied on the same core', () => {
  it('may hold a process function that no other scheduler knows', () => {
    expect(copyTerm({ fn: inline }, 'message', functions)).toEqual({ fn: inline })
    expect(copyTerm(inline, 'message', functions)).toBe(inline)
  })
})
