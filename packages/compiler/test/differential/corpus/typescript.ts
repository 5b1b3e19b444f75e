// TypeScript modules: types go, enums and parameter properties become code.

import { type Case, typescript } from './case.ts'

export const typescripts: readonly Case[] = [
  typescript(
    'types everywhere',
    `
interface T { note<X>(x: X): X; pause<X>(x: X): Generator<undefined, X> }
type Pair<A, B = A> = readonly [A, B]
function* pair<A, B>(t: T, a: A, b: B): Generator<undefined, Pair<A, B>> { const x: A = yield* t.pause<A>(a); return [x, (yield* t.pause(b)) as B] as const }
export function* main(t: T): Generator<undefined, unknown> {
  const [a, b]: Pair<number, string> = yield* pair<number, string>(t, 1, 'b')
  let c!: number
  c = <number>(yield* t.pause(2))!
  return [a, b, c satisfies number, (b as unknown as string)!.length]
}
`,
  ),
  typescript(
    'enums, const enums and namespaces',
    `
enum Color { Red, Green = 5, Blue, Name = 'n' }
const enum Flag { A = 1, B = A << 1 }
namespace Geometry { export const unit = 2; export function* area(t: any, w: number) { return (yield* t.pause(w)) * unit } }
export function* main(t: any) { const seen = []; for (const c of [Color.Red, Color.Blue]) seen.push(Color[c], yield* t.pause(c)); return [seen, Flag.B, yield* Geometry.area(t, 3), Color.Name] }
`,
  ),
  typescript(
    'parameter properties, accessibility, abstract classes, overloads',
    `
abstract class Shape { constructor(protected readonly t: any, public name = 'shape') {} abstract area(): Generator<undefined, number>; *describe(): Generator<undefined, string> { return this.name + (yield* this.area()) } }
class Square extends Shape { constructor(t: any, private side: number) { super(t, 'square') } override *area(): Generator<undefined, number> { return (yield* this.t.pause(this.side)) ** 2 } }
function* twice(t: any, x: number): Generator<undefined, number>
function* twice(t: any, x: string): Generator<undefined, string>
function* twice(t: any, x: any): any { return x + (yield* t.pause(x)) }
export function* main(t: any) { return [yield* new Square(t, 3).describe(), yield* twice(t, 2), yield* twice(t, 'a')] }
`,
  ),
  typescript(
    'a counter as the tutorial writes it',
    `
type Message = ['add', number] | ['get'] | ['stop']
function* counter(t: any, inbox: Message[], count = 0): Generator<undefined, number> {
  for (;;) {
    const message: Message | undefined = yield* t.pause(inbox.shift())
    if (!message) return -1
    switch (message[0]) {
      case 'add': { const [, n] = message; count += n; break }
      case 'get': t.note(count); break
      case 'stop': return count
    }
  }
}
export function* main(t: any) { return yield* counter(t, [['add', 1], ['get'], ['add', 5], ['get'], ['stop'], ['add', 9]]) }
`,
  ),
  typescript(
    'generic arrow functions, assertions, optional parameters, definite types in patterns',
    `
const identity = <X,>(x: X): X => x
function assert(x: unknown): asserts x is number { if (typeof x !== 'number') throw new TypeError('not a number') }
function* f(t: any, a?: number, { b = 2, ...rest }: { b?: number; [key: string]: unknown } = {}, ...more: number[]) { const x: unknown = yield* t.pause(a ?? 0); assert(x); return [x, b, rest, more, identity<number>(x)] }
export function* main(t: any) { try { return [yield* f(t), yield* f(t, 1, { c: 3 }, 4, 5), yield* f(t, 'x' as any)] } catch (e: unknown) { return (e as Error).message } }
`,
  ),
  typescript(
    'imports and exports of types',
    `
import type { Stats } from 'node:fs'
import { basename, type ParsedPath } from 'node:path/posix'
export type { Stats }
export type Name = ParsedPath['name']
export function* main(t: any): Generator<undefined, Name> { return basename(yield* t.pause('/a/b.c')) }
`,
  ),
  typescript(
    'unicode and long lines before a suspension',
    `
export function* main(t: any) { const größe: number = yield* t.pause(1); /* 😀 */ const s: string = '😀'; return [größe, yield* t.pause(s), s.length] }
`,
  ),
  typescript(
    'decorated by nothing, declared only',
    `
declare const outside: number
declare function nothing(): void
abstract class A { declare x: number; static y?: number }
export function* main(t: any) { yield* t.pause(0); return [typeof outside, typeof nothing, typeof A, 'y' in A] }
`,
  ),
]
