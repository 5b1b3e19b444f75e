// What `multibeam explain` says of what keeps a suspended process on its core.

import { describe, expect, it } from 'vitest'
import { compileModule } from '../src/index.ts'

function pinsOf(body: string): string[] {
  const source = `interface Unused { a: string }\nexport function* main(items: any, t: any) {\n${body}\n}`
  const [report] = compileModule(source, 'file:///app/main.ts').reports
  return (report?.pins ?? []).map(({ what, line, column }) => `${line}:${column} ${what}`)
}

describe('a process function', () => {
  it.each([
    ['numbers and texts', 'let n = 1; const text = String(n)'],
    ['loops over what is data', 'for (const x of [1, 2]) t(x)\nfor (const x of "text") t(x)'],
    [
      'walks of a Map, a Set or an array',
      'for (const [k, v] of items.entries()) t(k, v)\nfor (const k of items.keys()) t(k)',
    ],
    ['loops over the properties of an object', 'for (const k of Object.keys(items)) t(k)\nfor (const k in items) t(k)'],
    [
      'data of the platform',
      'const map = new Map(), when = new Date(), bytes = new Uint8Array(8), e = new TypeError("no")',
    ],
    ['process functions', 'const child = function* () {}\nfunction* other() {}'],
    ['a closure that is not kept', 'items.map((x) => x + 1)'],
  ])('is not pinned by %s', (_what, body) => {
    expect(pinsOf(body)).toEqual([])
  })

  it('may be pinned by the iterator of a loop', () => {
    expect(pinsOf('\nfor (const x of items) t(x)')).toEqual([
      '4:1 the iterator of this loop, unless it walks an array, a string, a typed array, a Map or a Set',
    ])
  })

  it('is pinned by closures, classes and their instances in variables', () => {
    expect(pinsOf('const f = (x: number) => x\nclass Point {}\nlet point; point = new Point()')).toEqual([
      '3:11 a closure in a variable',
      '4:1 a class in a variable',
      '5:20 an instance of Point in a variable',
    ])
  })
})
