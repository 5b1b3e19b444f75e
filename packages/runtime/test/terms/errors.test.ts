import { types } from 'node:util'
import { runInNewContext } from 'node:vm'
import { ByteReader, ByteWriter } from '@multibeam/scheduler'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { BadArg, ProcessExit } from '../../src/errors.ts'
import { copyTerm } from '../../src/terms/copy.ts'
import { decodeTerm } from '../../src/terms/decode.ts'
import { encodeTerm } from '../../src/terms/encode.ts'
import { copyTermTransferring } from '../../src/terms/transfer.ts'
import { UnsendableTerm } from '../../src/terms/unsendable.ts'
import { builtIns, compare, errorTerms, NamedByPrototype, NotFound, Unnamed } from './error-terms.ts'
import { exported, functions, roundTrip } from './support.ts'

const ways: [string, <T>(value: T) => T][] = [
  ['copied on the same core', <T>(value: T) => copyTerm(value, 'message', functions) as T],
  ['encoded and decoded', <T>(value: T) => roundTrip(value) as T],
]

class Described extends Error {
  readonly code = 'E_DESCRIBED'
  override get name(): string {
    return 'Described'
  }
  override get message(): string {
    return `described as ${this.code}`
  }
}

const hidden = { writable: true, enumerable: false, configurable: true }

for (const [way, copy] of ways) {
  describe(`an error ${way}`, () => {
    it.each(builtIns.map((BuiltIn) => [BuiltIn.name, BuiltIn] as const))('stays a %s', (name, BuiltIn) => {
      const error = new BuiltIn('wrong')
      const copied = copy(error)
      expect(copied).not.toBe(error)
      expect(copied).toBeInstanceOf(BuiltIn)
      expect(types.isNativeError(copied)).toBe(true)
      expect(Object.getPrototypeOf(copied)).toBe(BuiltIn.prototype)
      expect(Object.hasOwn(copied, 'name')).toBe(false)
      expect(String(copied)).toBe(`${name}: wrong`)
    })

    it('keeps its properties as the language makes them', () => {
      const cause = ['any', { term: exported }]
      const copied = copy(Object.assign(new Error('wrong', { cause }), { code: 'E_WRONG', statusCode: 404 }))
      const { stack, ...others } = Object.getOwnPropertyDescriptors(copied)
      // A value or a pair of accessors, by version of V8.
      expect(stack).toMatchObject({ enumerable: false, configurable: true })
      expect(others).toEqual({
        message: { value: 'wrong', ...hidden },
        cause: { value: cause, ...hidden },
        code: { value: 'E_WRONG', ...hidden, enumerable: true },
        statusCode: { value: 404, ...hidden, enumerable: true },
      })
      expect(copied.cause).not.toBe(cause)
    })

    it('has a message or a cause only if it had one', () => {
      expect(Object.getOwnPropertyNames(copy(new Error()))).toEqual(['stack'])
      expect(Object.getOwnPropertyNames(copy(new Error('')))).toEqual(['stack', 'message'])
      const caused = copy(new Error('m', { cause: undefined }))
      expect(Object.hasOwn(caused, 'cause')).toBe(true)
    })

    it('keeps what was assigned to a field, which is then not enumerable', () => {
      const copied = copy(Object.assign(new Error('before'), { message: 'after', cause: 'why', stack: 'at home' }))
      expect(copied).toMatchObject({ message: 'after', cause: 'why', stack: 'at home' })
      expect(Object.keys(copied)).toEqual([])
    })

    it('keeps the stack, asked for before or not', () => {
      const asked = new Error('asked')
      const text = asked.stack
      expect(copy(asked).stack).toBe(text)
      const notAsked = new Error('not asked')
      const copied = copy(notAsked)
      expect(copied.stack).toBe(notAsked.stack)
      expect(copied.stack).toContain('errors.test.ts')
    })

    it('makes no stack in the receiver', () => {
      const before = Error.prepareStackTrace
      let made = 0
      Error.prepareStackTrace = (error) => `${String(error)} (${++made})`
      try {
        expect(copy(new Error('wrong')).stack).toBe('Error: wrong (1)')
        expect(made).toBe(1)
      } finally {
        Error.prepareStackTrace = before
      }
    })

    it('has no stack if its own is no text', () => {
      for (const stack of [undefined, [() => {}]]) {
        const error = Object.defineProperty(new Error('wrong'), 'stack', { value: stack })
        expect(copy(error).stack).toBe(undefined)
      }
    })

    it('keeps the errors of an AggregateError', () => {
      const first = new NotFound('a')
      const copied = copy(new AggregateError([first, 'second', first], 'all failed', { cause: first }))
      expect(copied).toBeInstanceOf(AggregateError)
      expect(copied.errors).toHaveLength(3)
      expect(copied.errors[0]).toMatchObject({ name: 'NotFound', url: 'a', stack: first.stack })
      expect(copied.errors[1]).toBe('second')
      expect(copied.errors[0]).toBe(copied.errors[2])
      expect(copied.errors[0]).toBe(copied.cause)
      expect(Object.getOwnPropertyDescriptor(copied, 'errors')).toMatchObject(hidden)
      expect(copy(Object.assign(new Error('form'), { errors: ['too short'] }))).toMatchObject({ errors: ['too short'] })
      const without = new AggregateError([])
      delete (without as Partial<AggregateError>).errors
      expect(Object.hasOwn(copy(without), 'errors')).toBe(false)
    })

    it('of another class becomes one of the nearest built-in class, with its name', () => {
      const copied = copy(new NotFound('/here'))
      expect(Object.getPrototypeOf(copied)).toBe(RangeError.prototype)
      expect(copied).toMatchObject({ name: 'NotFound', message: 'no /here', url: '/here' })
      expect(Object.getOwnPropertyDescriptor(copied, 'name')).toEqual({ value: 'NotFound', ...hidden })
      expect(Object.keys(copied)).toEqual(['url'])
      const again = copy(copied)
      expect(again).toMatchObject({ name: 'NotFound', stack: copied.stack, url: '/here' })
    })

    it('has the name that it says, wherever that comes from', () => {
      expect(copy(new NamedByPrototype('x')).name).toBe('ByPrototype')
      expect(copy(new Described())).toMatchObject({ name: 'Described', message: 'described as E_DESCRIBED' })
      const unnamed = copy(new Unnamed('x'))
      expect(unnamed.name).toBe('TypeError')
      expect(unnamed).toBeInstanceOf(TypeError)
      expect(Object.hasOwn(unnamed, 'name')).toBe(false)
    })

    it('of this package keeps its code and what it tells', () => {
      expect(copy(new BadArg('no pid'))).toMatchObject({ name: 'BadArg', code: 'BAD_ARGUMENT', message: 'no pid' })
      const reason = new NotFound('x')
      const exit = copy(new ProcessExit(5 as ProcessExit['pid'], reason))
      expect(exit).toMatchObject({ name: 'ProcessExit', code: 'PROCESS_EXIT', pid: 5 })
      expect(exit.reason).toMatchObject({ name: 'NotFound', url: 'x' })
      expect(exit.reason).toBe(exit.cause)
      const path = 'message.f'
      expect(copy(new UnsendableTerm(path, 'why'))).toMatchObject({ name: 'UnsendableTerm', path })
    })

    it('of Node keeps its code', () => {
      let thrown: unknown
      try {
        Buffer.alloc('no size' as unknown as number)
      } catch (error) {
        thrown = error
      }
      const copied = copy(thrown)
      expect(copied).toBeInstanceOf(TypeError)
      expect(copied).toMatchObject({ name: 'TypeError', code: 'ERR_INVALID_ARG_TYPE' })
    })

    it('of another realm becomes one of this realm', () => {
      const far = runInNewContext('Object.assign(new TypeError("far"), { code: "FAR" })')
      expect(far).not.toBeInstanceOf(Error)
      const copied = copy(far)
      expect(copied).toBeInstanceOf(TypeError)
      expect(copied).toMatchObject({ name: 'TypeError', message: 'far', code: 'FAR', stack: far.stack })
      expect(Object.hasOwn(copied, 'name')).toBe(false)
      expect(copy(runInNewContext('new (class Far extends URIError {})("far")'))).toBeInstanceOf(URIError)
      expect(copy(runInNewContext('new AggregateError([1])')).errors).toEqual([1])
    })

    it('of a class that has the name of a built-in one is not taken for it', () => {
      const Fake = { TypeError: class extends RangeError {} }.TypeError
      Fake.prototype.name = 'TypeError'
      const copied = copy(new Fake('x'))
      expect(Object.getPrototypeOf(copied)).toBe(RangeError.prototype)
      expect(copied.name).toBe('TypeError')
    })

    it('without a built-in class is an Error', () => {
      const copied = copy(Object.setPrototypeOf(new Error('x'), null))
      expect(copied).toBeInstanceOf(Error)
      expect(copied).toMatchObject({ message: 'x', name: undefined })
    })

    it('that is a DOMException is what the platform makes of it', () => {
      const exception = new DOMException('stopped', 'AbortError')
      expect(copy({ exception }).exception).toStrictEqual(structuredClone(exception))
    })

    it('may be its own cause', () => {
      const error: Error & { self?: unknown; list?: unknown } = new Error('loop')
      error.cause = error
      error.self = error
      error.list = [error, { error }]
      const copied = copy(error)
      expect(copied.cause).toBe(copied)
      expect(copied.self).toBe(copied)
      expect(copied.list).toEqual([copied, { error: copied }])
      const aggregate = new AggregateError([])
      aggregate.errors.push(aggregate)
      const looped = copy(aggregate)
      expect(looped.errors[0]).toBe(looped)
    })

    it('sent twice in a message is one error there', () => {
      const error = new Error('one')
      const [first, second, map] = copy([error, { error }, new Map([['cause', new Error('two', { cause: error })]])])
      expect((second as { error: Error }).error).toBe(first)
      expect((map as Map<string, Error>).get('cause')?.cause).toBe(first)
    })

    it('shares shared memory', () => {
      const memory = new SharedArrayBuffer(1)
      const copied = copy(Object.assign(new Error('full', { cause: memory }), { memory }))
      new Uint8Array(memory)[0] = 7
      expect(new Uint8Array(copied.cause as SharedArrayBuffer)[0]).toBe(7)
      expect(copied.memory).toBe(copied.cause)
    })

    it('runs a getter once and has its value', () => {
      const runs: string[] = []
      const error = new Error('x')
      for (const key of ['stack', 'name', 'message', 'cause', 'code']) {
        Object.defineProperty(error, key, { get: () => `${key} ${runs.push(key)}`, enumerable: true })
      }
      const copied = copy(error) as Error & { code: string }
      expect(runs.sort()).toEqual(['cause', 'code', 'message', 'name', 'stack'])
      expect(copied.message).toMatch(/^message \d$/)
      expect(Object.getOwnPropertyDescriptor(copied, 'code')).toMatchObject({ ...hidden, enumerable: true })
    })

    it('leaves out a property that a getter before it deleted, and passes on what a getter throws', () => {
      const error: Error & { gone?: number } = new Error('x')
      Object.defineProperty(error, 'first', { get: () => delete error.gone, enumerable: true })
      error.gone = 1
      expect(Object.keys(copy(error))).toEqual(['first'])
      const thrown = new Error('mine')
      const throwing = Object.defineProperty(new Error('x'), 'code', {
        enumerable: true,
        get() {
          throw thrown
        },
      })
      expect(() => copy([throwing])).toThrow(thrown)
    })

    it('leaves out symbols and properties that are not enumerable', () => {
      const error = Object.assign(new Error('x'), { [Symbol('s')]: 1 })
      Object.defineProperty(error, 'request', { value: () => {} })
      expect(Reflect.ownKeys(copy(error))).toEqual(['stack', 'message'])
    })

    it('keeps properties that have names of methods as data', () => {
      const error = Object.assign(new Error('x'), { toString: 1, constructor: 2 })
      Object.defineProperty(error, '__proto__', { value: { polluted: true }, enumerable: true })
      const copied = copy(error)
      expect(Object.entries(copied)).toEqual(Object.entries(error))
      expect(Object.getPrototypeOf(copied)).toBe(Error.prototype)
    })

    const handler = (): void => {}
    it.each<[string, unknown]>([
      ['message.handler', Object.assign(new Error(), { handler })],
      ['message.cause.handler', new Error('x', { cause: { handler } })],
      ['message.cause.cause', new Error('x', { cause: new Error('y', { cause: handler }) })],
      ['message[1].errors[1].handler', ['a', new AggregateError([1, Object.assign(new Error(), { handler })])]],
      ['message.get("e").name', new Map([['e', Object.assign(new Error(), { name: handler })]])],
      ['message["a b"]', Object.assign(new Error(), { 'a b': handler, z: handler })],
      ['message.cause', Object.assign(new Error('x', { cause: handler }), { handler })],
    ])('says what of it cannot be sent: %s', (path, value) => {
      expect(() => copy(value)).toThrow(UnsendableTerm)
      expect(() => copy(value)).toThrow(`${path}: a`)
      expect(() => copy(value)).toThrow(expect.objectContaining({ path }))
    })

    it('equals the one sent, in all that is kept of it', () => {
      fc.assert(
        fc.property(errorTerms, (value) => compare(value, copy(value), new Map(), new Map())),
        { numRuns: 400 },
      )
    })

    it('is refused when its causes are nested too deeply', () => {
      const limit = Error.stackTraceLimit
      Error.stackTraceLimit = 0
      let error = new Error('first')
      for (let i = 0; i < 50_000; i++) error = new Error('next', { cause: error })
      Error.stackTraceLimit = limit
      expect(() => copy(error)).toThrow('message: nested too deeply')
    })
  })
}

describe('an error', () => {
  it('takes a buffer in it along in a transfer list', () => {
    const buffer = new ArrayBuffer(8)
    const error = new Error('with data', { cause: buffer })
    const moved = copyTermTransferring(error, 'message', functions, [buffer]) as Error
    expect((moved.cause as ArrayBuffer).byteLength).toBe(8)
    expect(buffer.byteLength).toBe(0)
  })

  it('of bytes that were corrupted is an error of the codec, or another term', () => {
    fc.assert(
      fc.property(errorTerms, fc.nat(), fc.integer({ min: 0, max: 255 }), (value, at, byte) => {
        const writer = new ByteWriter()
        encodeTerm(writer, [], value, 'message', functions)
        writer.bytes[at % writer.length] = byte
        const reader = new ByteReader()
        reader.open(writer.bytes, 0, writer.length)
        try {
          decodeTerm(reader, [], 0, functions)
        } catch (error) {
          expect(String(error)).toMatch(/^CorruptBytes: corrupt signal bytes at \d+|^Error: no function/)
        }
      }),
      { numRuns: 500 },
    )
  })
})
