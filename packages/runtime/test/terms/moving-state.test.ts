import { ByteWriter } from '@multibeam/scheduler'
import { describe, expect, it } from 'vitest'
import { encodeState } from '../../src/terms/encode.ts'
import { MovingState } from '../../src/terms/state.ts'
import { Refusal } from '../../src/terms/unsendable.ts'
import { functions } from './support.ts'

/** Why a process with that state does not move; undefined if it does. */
function refusal(state: object): string | undefined {
  const writer = new ByteWriter()
  try {
    encodeState(writer, [], state, functions, new MovingState(writer, functions))
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error.reason
    throw error
  }
}

describe('the state of a process that moves', () => {
  const kilo = 1024

  it('takes buffers of up to a megabyte along', () => {
    expect(refusal([new Float64Array(100 * kilo)])).toBeUndefined()
    const shared = new ArrayBuffer(600 * kilo)
    expect(refusal([new Uint8Array(shared), new Uint8Array(shared, 8)])).toBeUndefined()
  })

  it.each([
    ['a view', () => [new Float64Array(256 * kilo)]],
    ['a buffer', () => [new ArrayBuffer(2048 * kilo)]],
    ['a small view of a large buffer', () => [new Uint8Array(new ArrayBuffer(2048 * kilo), 0, 8)]],
    ['two buffers together', () => [new Uint8Array(600 * kilo), new Uint8Array(600 * kilo)]],
  ])('stays with %s of more', (_, make) => {
    expect(refusal(make())).toBe('more than 1048576 bytes')
  })

  it('does not count shared memory, which is not copied', () => {
    expect(refusal([new Int32Array(new SharedArrayBuffer(2048 * kilo))])).toBeUndefined()
  })
})
