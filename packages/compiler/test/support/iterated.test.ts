// Process code that ordinary code takes for an iterator.

import { describe, expect, it } from 'vitest'
import { compileModule } from '../../src/index.ts'
import { type Activation, execution } from '../../src/support/index.ts'

type All = (list: Iterable<unknown>) => Activation

/** `function* all(list)`, which looks like process code: nothing in its module iterates it. */
async function load(): Promise<All> {
  const source = 'export function* all(list) { for (const x of list) yield* [x, x]; return "end" }'
  const { code } = compileModule(source, 'file:///app/main.js', { batch: 1 })
  expect(code).toContain('all$direct')
  const module = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)) as { all: All }
  return module.all
}

describe('what spreads process code', () => {
  it('sees no preemption, and counts what it has used', async () => {
    const all = await load()
    execution.reductions = 1
    expect([...all([1, 2, 3])]).toEqual([1, 1, 2, 2, 3, 3])
    expect(execution.reductions).toBeLessThan(0)
    expect(execution.reductions).toBeGreaterThan(-100)
  })

  it('may take the elements one by one, and keep the results', async () => {
    const all = (await load())(['a'])
    const results = [all.next(), all.next(), all.next(), all.next()]
    expect(results).toEqual([
      { value: 'a', done: false },
      { value: 'a', done: false },
      { value: 'end', done: true },
      { value: undefined, done: true },
    ])
  })

  it('closes what it walks when it has enough', async () => {
    const all = await load()
    const closed: string[] = []
    const numbers = function* (): Generator<number> {
      try {
        yield 1
        yield 2
      } finally {
        closed.push('closed')
      }
    }
    const inner = all([numbers()])
    const [first] = inner
    expect(first).not.toBe(1)
    expect([...inner]).toEqual([])
    const flat = (await loadFlat())(numbers())
    const [one] = flat
    expect([one, closed, flat.next()]).toEqual([1, ['closed'], { value: undefined, done: true }])
  })
})

async function loadFlat(): Promise<All> {
  const { code } = compileModule('export function* flat(list) { yield* list }', 'file:///app/flat.js')
  const module = (await import(/* @vite-ignore */ `data:text/javascript,${encodeURIComponent(code)}`)) as { flat: All }
  return module.flat
}

describe('yield* of a promise', () => {
  it('says how to wait for it', async () => {
    const flat = await loadFlat()
    expect(() => flat(Promise.resolve(1) as never).next()).toThrow(
      'a promise is not iterable: a process waits for it with `yield* wait(promise)`',
    )
  })
})
