import { makePid, makeRef } from '@multibeam/scheduler'
import { describe, expect, it } from 'vitest'
import { inspect } from '../../src/inspect.ts'

const pid = makePid(123, 4)
const ref = makeRef(2, 99)

describe('inspect', () => {
  it('prints pids and refs in their own way', () => {
    expect(inspect(pid)).toBe('#PID<0.123.4>')
    expect(inspect(ref)).toBe('#Ref<2.99>')
    expect(inspect(makePid(2 ** 24 - 1, 2 ** 20 - 1, 255))).toBe('#PID<255.16777215.1048575>')
  })

  it('finds them inside of other terms', () => {
    expect(inspect(['ping', pid])).toBe("[ 'ping', #PID<0.123.4> ]")
    expect(inspect({ a: { b: [ref] } })).toBe('{ a: { b: [ #Ref<2.99> ] } }')
    expect(inspect(new Map([[pid, new Set([ref])]]))).toBe('Map(1) { #PID<0.123.4> => Set(1) { #Ref<2.99> } }')
  })

  it('prints everything else as Node does', () => {
    expect(inspect([1, -0, 2.5, 'a', null, 10n])).toBe("[ 1, -0, 2.5, 'a', null, 10n ]")
    expect(inspect('text')).toBe("'text'")
  })
})
