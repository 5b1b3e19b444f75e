import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { defaultHeap, schedulerWorker, startWorkerEarly, type WorkerSettings } from '../../src/vm/scheduler-worker.ts'

const { started } = vi.hoisted(() => ({ started: [] as { isKept: boolean; emit(event: string): boolean }[] }))

vi.mock('node:worker_threads', async (original) => ({
  ...(await original<typeof import('node:worker_threads')>()),
  Worker: class extends EventEmitter {
    isKept = true
    constructor() {
      super()
      started.push(this)
    }
    unref() {
      this.isKept = false
    }
    ref() {
      this.isKept = true
    }
  },
}))

const usual: WorkerSettings = { ...defaultHeap(2), execArgv: [] }
const take = (settings = usual) => [schedulerWorker(1, settings), schedulerWorker(2, settings)]

describe('a scheduler’s thread that was started early', () => {
  beforeEach(() => {
    take()
    started.length = 0
    startWorkerEarly(2)
  })

  it('does not keep Node alive until a VM takes it', () => {
    expect(started.map(({ isKept }) => isKept)).toEqual([false])
    take()
    expect(started.map(({ isKept }) => isKept)).toEqual([true, true])
  })

  it('is that of scheduler 1, and is taken once', () => {
    const [early] = started
    expect(schedulerWorker(2, usual)).not.toBe(early)
    expect(schedulerWorker(1, usual)).toBe(early)
    expect(schedulerWorker(1, usual)).not.toBe(early)
  })

  it.each([
    { ...usual, heapLimitMb: usual.heapLimitMb - 1 },
    { ...usual, youngGenerationMb: 7 },
    { ...usual, execArgv: ['--no-warnings'] },
  ])('is not taken by a VM with other options', (settings) => {
    take(settings)
    expect(started).toHaveLength(3)
  })

  it('is not taken when it has ended', () => {
    started[0]?.emit('exit')
    take()
    expect(started).toHaveLength(3)
  })
})
