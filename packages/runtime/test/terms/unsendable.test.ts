import { MessageChannel } from 'node:worker_threads'
import { ByteWriter } from '@multibeam/scheduler'
import { describe, expect, it } from 'vitest'
import { copyTerm } from '../../src/terms/copy.ts'
import { encodeTerm } from '../../src/terms/encode.ts'
import { UnsendableTerm } from '../../src/terms/unsendable.ts'
import { functions, inline } from './support.ts'

const plain = (): void => {}
const named = Symbol('mine')

const cases: [string, unknown][] = [
  ['message: a function that is no process function', plain],
  ['message[2].callback: a function that is no process function', ['a', 1, { callback: plain }]],
  ['message.handlers.get("x"): a function that is no process function', { handlers: new Map([['x', plain]]) }],
  ['message.handlers.get(7): a function', { handlers: new Map([[7, plain]]) }],
  [
    'message.map.keys()[1]: a function',
    {
      map: new Map<unknown, unknown>([
        ['a', 1],
        [plain, 2],
      ]),
    },
  ],
  ['message.set.values()[1]: a symbol', { set: new Set<unknown>([1, named]) }],
  ['message.list[0]: a function', { list: [plain] }],
  ['message["a b"]: a function', { 'a b': plain }],
  ['message["1x"].ok: a function', { '1x': { ok: plain } }],
  ['message.list.extra: a function', { list: Object.assign([1, 2, 3, 4, 5, 6, 7, 8, 9], { extra: plain }) }],
  ['message: a symbol', named],
  ['message.p: a Promise; wait for it', { p: Promise.resolve() }],
  ['message[0]: a WeakMap', [new WeakMap()]],
  ['message[0]: a WeakSet', [new WeakSet()]],
  ['message[0]: a boxed symbol', [Object(named)]],
  ['message[0]: a generator that has started', [inline()]],
  ['message[0]: an instance of WeakRef, which structured clone refuses', [new WeakRef({})]],
  ['message.a[1]: a Proxy', { a: [1, new Proxy(new Map(), {})] }],
]

const ways: [string, (value: unknown) => unknown][] = [
  ['copying', (value) => copyTerm(value, 'message', functions)],
  ['encoding', (value) => encodeTerm(new ByteWriter(), [], value, 'message', functions)],
]

for (const [way, send] of ways) {
  describe(`what cannot be sent, when ${way}`, () => {
    it.each(cases)('says where it is: %s', (message, value) => {
      let thrown: unknown
      try {
        send(value)
      } catch (error) {
        thrown = error
      }
      expect(thrown).toBeInstanceOf(UnsendableTerm)
      const error = thrown as UnsendableTerm
      expect(error.message.startsWith(message), error.message).toBe(true)
      expect(error).toMatchObject({ name: 'UnsendableTerm', code: 'UNSENDABLE_TERM', path: message.split(': ')[0] })
    })

    it('refuses a port that is not in a transfer list', () => {
      const { port1, port2 } = new MessageChannel()
      expect(() => send({ port: port1 })).toThrow('message.port: an instance of MessagePort')
      port1.close()
      port2.close()
    })

    it('refuses a buffer that was transferred away', () => {
      const bytes = new Uint8Array(8)
      structuredClone(bytes.buffer, { transfer: [bytes.buffer] })
      expect(() => send({ buffer: bytes.buffer })).toThrow('message.buffer: an ArrayBuffer that was transferred away')
    })

    it('passes on what a getter throws', () => {
      const error = new Error('mine')
      const value = {
        get n() {
          throw error
        },
      }
      expect(() => send([value])).toThrow(error)
    })

    it('refuses a term nested too deeply', () => {
      let deep: unknown = null
      for (let i = 0; i < 1_000_000; i++) deep = [deep]
      expect(() => send(deep)).toThrow('message: nested too deeply to be copied')
      expect(() => send(['fine', [1]])).not.toThrow()
    })

    it('finds the culprit behind a cycle', () => {
      const value: Record<string, unknown> = {}
      value.self = value
      value.fn = plain
      expect(() => send(value)).toThrow('message.fn: a function')
    })
  })
}

describe('a term that cannot be encoded', () => {
  it('leaves the writer and the extras as they were', () => {
    const writer = new ByteWriter()
    writer.string('before')
    const { length } = writer
    const extras: unknown[] = [1]
    for (const value of [plain, [new SharedArrayBuffer(1), 'x'.repeat(5000), plain]]) {
      expect(() => encodeTerm(writer, extras, value, 'args[0]', functions)).toThrow(/^args\[0\]/)
      expect(writer.length).toBe(length)
      expect(extras).toEqual([1])
    }
  })

  it('says that a function without identity stays on its core', () => {
    const encode = () => encodeTerm(new ByteWriter(), [], { fn: inline }, 'message', functions)
    expect(encode).toThrow('message.fn: a process function that only this scheduler knows')
  })
})
