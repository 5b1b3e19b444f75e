import { describe, expect, it } from 'vitest'
import { endsWith, verdictOn } from '../../../src/behaviours/supervisor/verdict.ts'

const orderly = ['normal', 'shutdown', ['shutdown', 'x']]
const others = [
  'killed',
  'boom',
  ['shutdown'],
  ['shutdown', 1, 2],
  ['normal'],
  new Error('x'),
  undefined,
  'schedulerDown',
]

describe('what becomes of a child that has exited', () => {
  it.each([...orderly, ...others])('permanent, %o: a restart', (reason) =>
    expect(verdictOn('permanent', reason)).toBe('restart'),
  )
  it.each([...orderly, ...others])('temporary, %o: it is forgotten', (reason) =>
    expect(verdictOn('temporary', reason)).toBe('remove'),
  )
  it.each(orderly)('transient, %o: its spec stays', (reason) => expect(verdictOn('transient', reason)).toBe('keep'))
  it.each(others)('transient, %o: a restart', (reason) => expect(verdictOn('transient', reason)).toBe('restart'))
})

describe('automatic shutdown', () => {
  const running = { spec: { significant: true }, pid: 1 }
  const stopped = { spec: { significant: true }, pid: undefined }
  const worker = { spec: { significant: false }, pid: 2 }

  it('never', () => expect(endsWith('never', true, [])).toBe(false))
  it('not because of a child that is not significant', () => {
    expect(endsWith('anySignificant', false, [])).toBe(false)
    expect(endsWith('allSignificant', false, [])).toBe(false)
  })
  it('with any significant child', () => expect(endsWith('anySignificant', true, [running, worker])).toBe(true))
  it('with the last significant child that runs', () => {
    expect(endsWith('allSignificant', true, [running, worker])).toBe(false)
    expect(endsWith('allSignificant', true, [stopped, worker])).toBe(true)
    expect(endsWith('allSignificant', true, [])).toBe(true)
  })
})
