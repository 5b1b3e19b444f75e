import { ByteReader, type Pid, SharedMemory } from '@multibeam/scheduler'
import { expect, it } from 'vitest'
import { DirtyPool } from '../../src/dirty/pool.ts'
import { DirtyEnd, type DirtyOutcome, type DirtyRequest } from '../../src/dirty/wire.ts'
import { SimulatedFunctions } from '../../src/simulator/simulated-functions.ts'
import { decodeTerm } from '../../src/terms/decode.ts'
import { Output } from '../../src/vm/output.ts'

const functions = new SimulatedFunctions()

/** Here the entry of its threads is missing: it lies in `dist`. */
function brokenPool(threads: number): DirtyPool {
  const memory = SharedMemory.create({ schedulers: 1, processLimit: 1024, ringCapacity: 4, ringPayloadBytes: 64 })
  return new DirtyPool({ threads, heapLimitMb: 64, execArgv: [], memory, functions, output: new Output() })
}

function request(pid: number): DirtyRequest {
  const args = { bytes: new Uint8Array(0), extras: [] }
  return { pid: pid as Pid, call: 1, url: 'file:///work.ts', name: 'work', index: 0, args }
}

function termOf({ bytes, extras }: DirtyOutcome): unknown {
  const reader = new ByteReader()
  reader.open(bytes, 0, bytes.length)
  return decodeTerm(reader, extras, 0, functions)
}

it.each([1, 3])('fails the calls, all of them, when no thread can start (%i threads)', async (threads) => {
  const pool = brokenPool(threads)
  const calls = Array.from({ length: threads }, (_, pid) => {
    return new Promise<DirtyOutcome>((resolve) => void pool.run(request(pid), resolve))
  })
  for (const outcome of await Promise.all(calls)) {
    expect(outcome.end).toBe(DirtyEnd.failed)
    expect(termOf(outcome)).toMatchObject({
      code: 'DIRTY_THREAD_FAILED',
      message: expect.stringMatching(/^the thread that ran work of file:\/\/\/work\.ts ended: .*dirty-thread/),
    })
  }
  await pool.stop()
})

it('tells nothing of a call that was cancelled', async () => {
  const pool = brokenPool(1)
  const cancel = pool.run(request(1), () => expect.unreachable())
  cancel()
  const outcome = await new Promise<DirtyOutcome>((resolve) => void pool.run(request(2), resolve))
  expect(outcome.end).toBe(DirtyEnd.failed)
  await pool.stop()
})
