import type { Pid } from '@multibeam/scheduler'
import { describe, expect, it } from 'vitest'
import { stackLine } from '../../../src/observe/details.ts'
import { print } from '../../../src/observe/print.ts'
import { Top } from '../../../src/observe/top.ts'

describe('the first of many', () => {
  it.each([true, false])('are those that sorting all would give (descending: %s)', (descending) => {
    const all = Array.from({ length: 2000 }, (_, i) => ({ key: (i * 7919) % 501, pid: (i + 1) as Pid }))
    const top = new Top(100, descending)
    for (const { key, pid } of all) top.add(key, pid)
    const sorted = all.sort((a, b) => (descending ? b.key - a.key : a.key - b.key) || a.pid - b.pid).slice(0, 100)
    expect(top.sorted()).toEqual({ keys: sorted.map(({ key }) => key), pids: sorted.map(({ pid }) => pid) })
  })

  it('are all of few', () => {
    const top = new Top(10, false)
    top.add('b', 1 as Pid)
    top.add('a', 2 as Pid)
    expect(top.sorted()).toEqual({ keys: ['a', 'b'], pids: [2, 1] })
  })
})

describe('what is printed of a term', () => {
  it('is cut, whatever there is of it', () => {
    expect(print('x'.repeat(10_000), 100).length).toBeLessThanOrEqual(200)
    expect(print(Array.from({ length: 10_000 }, (_, i) => i)).length).toBeLessThanOrEqual(2000)
    const wide = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`key${i}`, i]))
    expect(print([wide])).toBe('Array of more than 2000 values')
    let deep: unknown = 1
    for (let i = 0; i < 10_000; i++) deep = { deep }
    expect(print(deep)).toContain('[Object]')
  })

  it('runs none of its code', () => {
    const never = (): never => {
      throw new Error('was run')
    }
    expect(print(Object.defineProperty({}, 'x', { get: never, enumerable: true }))).toBe('{ x: [Getter] }')
    expect(print({ [Symbol.for('nodejs.util.inspect.custom')]: never })).toContain('never')
    expect(print(new Proxy({}, { ownKeys: never, get: never }))).toBe('{}')
  })
})

describe('a line of a stack', () => {
  it.each([
    ['at work (file:///app.ts:12:3)', { name: 'work', url: 'file:///app.ts', line: 12, column: 3 }],
    ['at work (/app.js:12:3)', { name: 'work', url: 'file:///app.js', line: 12, column: 3 }],
    ['at work (file:///app.ts)', { name: 'work', url: 'file:///app.ts', line: null, column: null }],
    ['at work (inline)', { name: 'work', url: null, line: null, column: null }],
    ['… 3 more', { name: '… 3 more', url: null, line: null, column: null }],
  ])('%s is read', (text, parts) => {
    expect(stackLine(text)).toEqual({ text, ...parts })
  })
})
