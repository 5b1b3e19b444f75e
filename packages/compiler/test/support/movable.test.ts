// Suspended process code taken apart and made anew: what another thread does with it.

import { describe, expect, it } from 'vitest'
import { compileModule } from '../../src/index.ts'
import {
  Activation,
  execution,
  intrinsicName,
  intrinsicNamed,
  MovableKind,
  movableKind,
  movableParts,
  pinOf,
} from '../../src/support/index.ts'
import { again, move } from '../differential/move.ts'

/** The call of `function* main()`, suspended after `slices` slices of as little as possible. */
async function suspended(source: string, slices: number): Promise<Activation> {
  const { code } = compileModule(source, 'file:///app/main.js', { batch: 1 })
  const { main } = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)) as {
    main(): Activation
  }
  const activation = main()
  run(activation, slices)
  return activation
}

/** The value, or undefined if it has not ended. */
function run(activation: Activation, slices: number): unknown {
  for (let i = 0; i < slices; i++) {
    execution.reductions = 0
    const { done, value } = activation.next(undefined)
    if (done) return value
  }
  return undefined
}

const walking = (iterable: string) => `export function* main() {
  const seen = []
  for (const x of ${iterable}) seen.push(x)
  return seen
}`

describe('a loop', () => {
  it.each([
    ['an array', '[1, 2, 3]'],
    ['a string', '"abc"'],
    ['a typed array', 'new Uint8Array([1, 2, 3])'],
    ['the entries of an array', '["a", "b", "c"].entries()'],
    ['a Map', 'new Map([[1, 2], [3, 4], [5, 6]])'],
    ['the keys of a Map', 'new Map([[1, 2], [3, 4], [5, 6]]).keys()'],
    ['a Set', 'new Set([1, 2, 3])'],
    ['the values of a Set', 'new Set([1, 2, 3]).values()'],
  ])('over %s is data, and goes on where it was', async (_what, iterable) => {
    const there = await suspended(walking(iterable), 2)
    const here = await suspended(walking(iterable), 100)
    expect(here.frames).toBeNull()
    expect(move(there)).toEqual([])
    expect(JSON.stringify(slots(there).filter(isCursor))).toMatch(/"index"|"walk"/)
    expect(run(there, 100)).toHaveLength(3)
  })

  it.each([
    [
      'an iterator of the program',
      '{ *[Symbol.iterator]() { yield 1; yield 2; yield 3 } }',
      'the iterator that a loop walks',
    ],
    [
      'an iterator that was made before',
      '(() => new Map([[1, 2], [3, 4], [5, 6]]).keys())()',
      'the iterator that a loop walks',
    ],
  ])('over %s says that it stays', async (_what, iterable, pin) => {
    expect(move(await suspended(walking(iterable), 2))).toEqual([pin])
  })
})

function slots({ frames }: Activation): unknown[] {
  return frames === null ? [] : [frames.a, frames.b, frames.c, frames.d, ...(frames.rest ?? [])]
}

function isCursor(value: unknown): boolean {
  return typeof value === 'object' && value !== null && movableKind(value) !== undefined
}

describe('process code that is held as a value', () => {
  const held = `
function* count(to) { let n = 0; while (n < to) n++; return n }
export function* main() {
  const later = count(3)
  for (let i = 0; i < 2; i++);
  return (yield* later) + 1
}`

  it('is data, begun or not', async () => {
    const main = await suspended(held, 1)
    const later = slots(main).find((value) => value instanceof Activation) as Activation
    expect(movableKind(later)).toBe(MovableKind.activation)
    const [begun, pending, code, pc, to] = movableParts(later)
    expect({ begun, pending, name: (code as { name: string }).name, pc, to }).toEqual({
      begun: false,
      pending: null,
      name: 'count',
      pc: 1,
      to: 3,
    })
    const copy = again(later, MovableKind.activation) as Activation
    run(copy, 2)
    const half = again(copy, MovableKind.activation) as Activation
    expect([run(half, 100), run(copy, 100), run(later, 100)]).toEqual([3, 3, 3])
  })

  it('stays while it runs', async () => {
    let seen: unknown[] = []
    const main = await suspended('export function* main() { for (let i = 0; i < 2; i++); globalThis.look() }', 1)
    ;(globalThis as { look?: () => void }).look = () => {
      seen = [movableKind(main), pinOf(main)]
    }
    run(main, 100)
    expect(seen).toEqual([undefined, 'process code that runs now'])
  })
})

describe('a call whose argument suspends', () => {
  const calling = (call: string) => `
import { isDeepStrictEqual as same } from 'node:util'
const table = new Map([['k', 'v']])
function twice(x, y) { return [x, y] }
function tag(strings, x) { return [strings.raw[0], x] }
function* slow(value) { for (let i = 0; i < 2; i++); return value }
export function* main() { return ${call} }`

  it.each([
    ['of the module', 'twice(1, yield* slow(2))', [1, 2], []],
    ['that is imported', 'same(1, yield* slow(2))', false, []],
    ['of the platform', 'Math.max(1, yield* slow(2))', 2, ['Math', 'Math.max']],
    ['of an object of the module', 'table.get(yield* slow("k"))', 'v', ['Map.prototype.get']],
    ['that takes a template', `tag\`a\\n\${yield* slow(2)}\``, ['a\\n', 2], []],
    ['of the class of a value', '[1].concat(yield* slow([2]))', [1, 2], ['Array.prototype.concat']],
  ])('keeps nothing that others do not know: a function %s', async (_what, call, value, intrinsics) => {
    const main = await suspended(calling(call), 1)
    const kept = slots({ frames: main.frames?.up ?? null } as Activation).filter((slot) => slot !== undefined)
    const odd = kept.filter((slot) => typeof slot === 'function' || slot === Math)
    expect(odd.map(intrinsicName).sort()).toEqual(intrinsics)
    expect(odd.map((slot) => intrinsicNamed(intrinsicName(slot) as string))).toEqual(odd)
    expect(run(main, 100)).toEqual(value)
  })

  it('has no name for what is of the program', () => {
    expect([intrinsicName(() => 1), intrinsicName({}), intrinsicName('Math'), intrinsicNamed('Math.nothing')]).toEqual([
      undefined,
      undefined,
      undefined,
      undefined,
    ])
  })
})
