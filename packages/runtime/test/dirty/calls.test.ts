import { ByteReader, ByteWriter, type Endpoint, type Pid, type Task } from '@multibeam/scheduler'
import { describe, expect, it } from 'vitest'
import { DirtyCalls, type DirtyRunner } from '../../src/dirty/calls.ts'
import { DirtyEnd, type DirtyOutcome, type DirtyRequest } from '../../src/dirty/wire.ts'
import { SimulatedFunctions } from '../../src/simulator/simulated-functions.ts'

const VALUE: DirtyOutcome = { end: DirtyEnd.value, bytes: new Uint8Array(0), extras: [] }

/** The main thread's calls, with processes and threads that do as the test says. */
function calls({ threads, queueLimit }: { threads: number; queueLimit: number }) {
  const running = new Map<Pid, (outcome: DirtyOutcome) => void>()
  const log: string[] = []
  const dead = new Set<Pid>()
  const payload = new ByteWriter()
  const endpoint = {
    extras: [] as unknown[],
    begin() {
      payload.reset()
      return payload
    },
    isAlive: (pid: Pid) => !dead.has(pid),
    sendTo(pid: Pid) {
      const reader = new ByteReader()
      reader.open(payload.bytes, 0, payload.length)
      log.push(`${pid}.${reader.u32()} ${reader.u8() === DirtyEnd.full ? 'refused' : 'answered'}`)
    },
    flush() {},
  } as unknown as Endpoint<Task>
  const runner: DirtyRunner = {
    threads,
    run({ pid, call }, done) {
      log.push(`${pid}.${call} runs`)
      running.set(pid, done)
      return () => {
        running.delete(pid)
        log.push(`${pid}.${call} ended`)
      }
    },
    async stop() {
      running.clear()
    },
  }
  const all = new DirtyCalls({ endpoint, functions: new SimulatedFunctions(), runner, queueLimit, drain() {} })
  return {
    all,
    log,
    dead,
    start: (pid: number, call = 1) => all.start({ pid: pid as Pid, call } as DirtyRequest),
    finish: (pid: number) => running.get(pid as Pid)?.(VALUE),
  }
}

describe('DirtyCalls', () => {
  it('runs as many as there are threads, lets as many wait as may, and refuses the others', () => {
    const { start, finish, log } = calls({ threads: 2, queueLimit: 1 })
    for (const pid of [1, 2, 3, 4]) start(pid)
    finish(1)
    finish(3)
    expect(log).toEqual(['1.1 runs', '2.1 runs', '4.1 refused', '1.1 answered', '3.1 runs', '3.1 answered'])
  })

  it('ends what runs and drops what waits when its process has ended; a later call of that name is another one', () => {
    const { all, start, finish, log } = calls({ threads: 1, queueLimit: 9 })
    for (const pid of [1, 2, 3]) start(pid)
    all.cancel(2 as Pid, 1)
    all.cancel(1 as Pid, 7)
    all.cancel(1 as Pid, 1)
    all.cancel(1 as Pid, 1)
    finish(3)
    expect(log).toEqual(['1.1 runs', '1.1 ended', '3.1 runs', '3.1 answered'])
  })

  it('makes room by dropping the calls of processes that died with their scheduler', () => {
    const { start, dead, log } = calls({ threads: 1, queueLimit: 1 })
    start(1)
    start(2)
    dead.add(1 as Pid).add(2 as Pid)
    start(3)
    expect(log).toEqual(['1.1 runs', '1.1 ended', '3.1 runs'])
  })

  it('tells nothing once it is stopped', async () => {
    const { all, start, finish, log } = calls({ threads: 1, queueLimit: 1 })
    start(1)
    await all.stop()
    finish(1)
    start(2)
    expect(log).toEqual(['1.1 runs'])
  })
})
