import { type CompiledModule, compileModule } from '@multibeam/compiler'
import { codeOf } from '@multibeam/compiler/support'
import { ByteReader, ByteWriter } from '@multibeam/scheduler'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { copyTerm } from '../../src/terms/copy.ts'
import { decodeTerm } from '../../src/terms/decode.ts'
import { encodeTerm } from '../../src/terms/encode.ts'
import { copyTermTransferring } from '../../src/terms/transfer.ts'
import { UnsendableTerm } from '../../src/terms/unsendable.ts'
import { functions, roundTrip, terms } from './support.ts'

// biome-ignore lint/suspicious/noExplicitAny: functions of a module that is compiled here
type Fn = (...args: any[]) => any

const source = `
export function* nothing() { return 'nothing' }
export const inline = { fn: function* () { return 'inline' } }
export function unnamed() { return inline.fn }
export function reader(a) { return function* one() { return a } }
export function pair(a, b) { return function* two(c) { return [a, b, c] } }
export function adder(a) { return function* (b, ...more) { return a + b + more.length } }
export function declared(a, b) {
  return inner
  function* inner(n) { return [a, b, n] }
}
export function* hoisted() {
  const list = [1, 2]
  function* even(n) { return n === 0 ? list : yield* odd(n - 1) }
  function* odd(n) { return n === 0 ? 'odd' : yield* even(n - 1) }
  return even
}
export function* tooEarly(send) {
  const sent = send(hoists)
  const late = 'late'
  function* hoists() { return late }
  return sent
}
export function* recursive(by) {
  const down = function* down(n) {
    const self = () => down
    return n === 0 ? [by] : yield* self()(n - by)
  }
  return down
}
export function* reassigned() {
  let count = 0
  const fn = function* tick() { count += 1; return count }
  return fn
}
export function* callBoth(f, ...args) {
  const first = yield* f(...args)
  return [first, yield* f(...args)]
}
`
const url = 'file:///app/main.js'

async function load<Name extends string>(compiled: CompiledModule): Promise<Record<Name, Fn>> {
  return (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(compiled.code)}`)) as never
}

const module = await load<
  | 'nothing'
  | 'recursive'
  | 'unnamed'
  | 'reader'
  | 'pair'
  | 'adder'
  | 'declared'
  | 'hoisted'
  | 'tooEarly'
  | 'reassigned'
  | 'callBoth'
>(compileModule(source, url))

/** Where a text stands in the source. */
function placeOf(text: string): string {
  const lines = (source.split(text, 1)[0] as string).split('\n')
  return `main.js:${lines.length}:${(lines.at(-1) as string).length + 1}`
}

/** The value of a process function that never waits. */
function run(fn: Fn, ...args: unknown[]): unknown {
  const { done, value } = fn(...args)
    [Symbol.iterator]()
    .next()
  expect(done).toBe(true)
  return value
}

function thrownBy(call: () => unknown): unknown {
  try {
    call()
  } catch (error) {
    return error
  }
  return undefined
}

const transferring = (value: unknown) => copyTermTransferring(value, 'message', functions, [])
const ways: [string, (value: unknown) => unknown][] = [
  ['copied on the same core', (value) => copyTerm(value, 'message', functions)],
  ['encoded and decoded', roundTrip],
  ['copied with a transfer list', transferring],
]

describe.each(ways)('a compiled function, %s', (_, send) => {
  it('that captures nothing is the same', () => {
    expect(send(module.nothing)).toBe(module.nothing)
    const [first, second] = send([module.unnamed(), module.unnamed()]) as [Fn, Fn]
    expect(first).toBe(second)
    expect(run(first)).toBe('inline')
  })

  it('has copies of what it captures, taken when it is sent', () => {
    const list = [1]
    const original = module.reader(list)
    const copy = send(original) as Fn
    list.push(2)
    expect(run(copy)).toEqual([1])
    expect(run(original)).toEqual([1, 2])
    expect(copy.name).toBe('one')
    expect(copy).toHaveLength(0)
    expect(codeOf(copy)).toBe(codeOf(original))
  })

  it('takes arguments as ever, from ordinary code and from compiled code', () => {
    for (const a of [1, { n: 1 }]) {
      const copy = send(module.pair(a, 'b')) as Fn
      expect(run(copy, 'c')).toEqual([a, 'b', 'c'])
      expect(run(module.callBoth, copy, 'c')).toEqual([
        [a, 'b', 'c'],
        [a, 'b', 'c'],
      ])
      expect(run(module.callBoth, send(module.reader(a)))).toEqual([a, a])
    }
    expect(run(send(module.adder(40)) as Fn, 2, 'more')).toBe(43)
    expect((send(module.adder(40)) as Fn).name).toBe('')
    expect(run(send(module.declared([1], [2])) as Fn, 3)).toEqual([[1], [2], 3])
  })

  it('shares what it captures with the term that it is in', () => {
    const shared = { n: 1 }
    const sent = send([shared, module.reader(shared), module.pair(shared, [shared])]) as [object, Fn, Fn]
    expect(run(sent[1])).toBe(sent[0])
    const [a, [b]] = run(sent[2]) as [object, [object]]
    expect([a, b]).toEqual([sent[0], sent[0]])
    expect(a).toBe(b)
    expect(a).toBe(sent[0])
    expect(a).not.toBe(shared)
  })

  it('may capture functions, itself among them', () => {
    expect(run(run(send(module.reader(module.reader('inner'))) as Fn) as Fn)).toBe('inner')
    const holder: { fn?: Fn } = {}
    holder.fn = module.reader(holder) as Fn
    const copy = send(holder.fn) as Fn
    const held = run(copy) as { fn: Fn }
    expect(held).not.toBe(holder)
    expect(held.fn).toBe(copy)
    // Compiled code calls its copy too.
    expect(run(module.callBoth, copy)).toEqual([held, held])
    expect((run(module.callBoth, copy) as unknown[])[0]).toBe(held)
  })

  it('may call itself', () => {
    const copy = send(run(module.recursive, 2)) as Fn
    expect(run(copy, 6)).toEqual([2])
    expect(run(module.callBoth, copy, 4)).toEqual([[2], [2]])
  })

  it('may be declared before what it captures', () => {
    const original = run(module.hoisted) as Fn
    const copy = send(original) as Fn
    expect(run(copy, 4)).toEqual([1, 2])
    expect(run(copy, 4)).not.toBe(run(original, 4))
    expect(run(copy, 3)).toBe('odd')
  })

  it('may capture many values', () => {
    const names = Array.from({ length: 300 }, (_, i) => `v${i}`)
    const text = `export function many(${names}) { return function* () { return [${names}] } }`
    return load<'many'>(compileModule(text, 'file:///many.js')).then(({ many }) => {
      const values = names.map((name) => ({ name }))
      expect(run(send(many(...values)) as Fn)).toEqual(values)
    })
  })

  it('is refused if what it captures is no term, with the place', () => {
    const callback = (): void => {}
    const fn = module.pair(1, { list: [module.reader(callback)] })
    const error = thrownBy(() => send({ job: [fn] })) as UnsendableTerm
    expect(error).toBeInstanceOf(UnsendableTerm)
    expect(error.path).toBe('message.job[0] (captured b).list[0] (captured a)')
    expect(error.message).toBe(`${error.path}: a function that is no process function`)
    expect(thrownBy(() => send(module.reader(Symbol('s'))))).toMatchObject({ path: 'message (captured a)' })
  })

  it('is refused if what it captures is reassigned, with both places', () => {
    const error = thrownBy(() => send(['call', run(module.reassigned)])) as UnsendableTerm
    expect(error).toBeInstanceOf(UnsendableTerm)
    expect(error.message).toBe(
      `message[1]: the process function at ${placeOf('function* tick')} captures \`count\`, which is reassigned at ` +
        `${placeOf('count += 1')}; give it as an argument instead`,
    )
  })

  it('is refused if what it captures has no value yet', () => {
    const error = thrownBy(() => run(module.tooEarly, send)) as UnsendableTerm
    expect(error.message).toBe(
      `message: the process function at ${placeOf('function* hoists')} captures \`late\`, which has no value yet; ` +
        'declare it before that, or give it as an argument instead',
    )
  })
})

/** What can be seen of a graph: every object and function once, by number, functions by what they return. */
function observe(value: unknown): unknown[] {
  const numbers = new Map<unknown, number>()
  const seen: unknown[] = []
  const visit = (it: unknown): unknown => {
    if ((typeof it !== 'object' || it === null) && typeof it !== 'function') return Object.is(it, -0) ? '-0' : it
    const known = numbers.get(it)
    if (known !== undefined) return ['seen', known]
    numbers.set(it, numbers.size)
    const at = seen.push(undefined) - 1
    if (typeof it === 'function') seen[at] = ['function', it.name, visit(run(it as Fn, 'argument'))]
    else if (it instanceof Map) seen[at] = ['map', [...it].map((entry) => entry.map(visit))]
    else if (it instanceof Set) seen[at] = ['set', [...it].map(visit)]
    else if (Array.isArray(it) || Object.prototype.toString.call(it) === '[object Object]') {
      const keys = Object.keys(it)
      seen[at] = [Array.isArray(it), keys, keys.map((key) => visit((it as Record<string, unknown>)[key]))]
    } else seen[at] = it
    return ['first', at]
  }
  return [visit(value), seen]
}

/** Graphs of functions and objects that hold and capture each other. */
const graphs = fc
  .array(
    fc.record({
      kind: fc.constantFrom('reader', 'pair', 'declared', 'list', 'object'),
      leaf: fc.oneof(terms, fc.integer(), fc.string()),
      links: fc.array(fc.nat(30), { minLength: 2, maxLength: 4 }),
    }),
    { minLength: 1, maxLength: 15 },
  )
  .map((plans) => {
    const holders = plans.map((): Record<string, unknown> => ({}))
    const made = plans.map(({ kind, leaf, links }, i) => {
      const [a, b] = links.map((link) => holders[link % holders.length])
      const own = holders[i] as Record<string, unknown>
      if (kind === 'reader') own.fn = module.reader(a)
      else if (kind === 'pair') own.fn = module.pair(leaf, b)
      else if (kind === 'declared') own.fn = module.declared(leaf, [a, b])
      else if (kind === 'list') own.list = [a, leaf, b]
      else own.leaf = leaf
      return own
    })
    return [made[0], made]
  })

describe('functions that hold and capture each other', () => {
  it('behave equally on the same core and on another', () => {
    fc.assert(
      fc.property(graphs, (graph) => {
        const here = observe(copyTerm(graph, 'message', functions))
        expect(observe(roundTrip(graph))).toEqual(here)
        expect(observe(transferring(graph))).toEqual(here)
      }),
      { numRuns: 300 },
    )
  })

  it('are not changed by whatever becomes of the originals', () => {
    fc.assert(
      fc.property(graphs, ([first, made]) => {
        const copy = copyTerm(first, 'message', functions)
        const before = observe(copy)
        for (const holder of made as Record<string, unknown>[]) for (const key in holder) delete holder[key]
        expect(observe(copy)).toEqual(before)
      }),
      { numRuns: 100 },
    )
  })
})

describe('the bytes of a function', () => {
  const encoded = (value: unknown): Uint8Array => {
    const writer = new ByteWriter()
    encodeTerm(writer, [], value, 'message', functions)
    return writer.bytes.slice(0, writer.length)
  }

  it('are few', () => {
    expect(encoded(module.nothing).length).toBe(6)
    expect(encoded(module.reader(5)).length).toBe(9)
    // One that is met again takes five more.
    const fn = module.reader(5)
    expect(encoded([fn, fn]).length).toBe(encoded([fn]).length + 5)
  })

  it('whose module is not there give a function that says so, and what follows is read', () => {
    const fn = module.reader({ n: 1 })
    const bytes = encoded([fn, fn, 'next'])
    const reader = new ByteReader()
    reader.open(bytes, 0, bytes.length)
    const missing = (): never => {
      throw new Error('not on this scheduler')
    }
    const table = { ...functions, byId: () => missing }
    expect(decodeTerm(reader, [], 0, table)).toEqual([missing, missing, 'next'])
  })

  it('say so when they are corrupt, and throw nothing else', () => {
    fc.assert(
      fc.property(graphs, fc.nat(), fc.integer({ min: 0, max: 255 }), (graph, at, byte) => {
        const bytes = encoded(graph)
        bytes[at % bytes.length] = byte
        const reader = new ByteReader()
        reader.open(bytes, 0, bytes.length)
        const error = thrownBy(() => decodeTerm(reader, [], 0, functions))
        if (error !== undefined) {
          expect(String(error)).toMatch(/^CorruptBytes: corrupt signal bytes at \d+|^Error: no function/)
        }
      }),
      { numRuns: 500 },
    )
  })
})
