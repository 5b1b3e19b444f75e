import { VM } from 'multibeam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixture } from './support/fixture.ts'

const stealing = fixture('stealing.ts')

describe('with 4 schedulers', () => {
  let vm: VM
  beforeAll(async () => {
    vm = await VM.start({ schedulers: 4 })
  })
  afterAll(() => vm.stop())

  it('10,000 workers spawned by one process run on every scheduler, with nothing said by the user', async () => {
    const { ran, answered } = await vm.run<{ ran: Record<number, number>; answered: number }>(
      stealing,
      'spawnWorkers',
      10_000,
    )
    expect(answered).toBe(10_000)
    expect(Object.keys(ran)).toEqual(['1', '2', '3', '4'])
    const statistics = vm.statistics()
    expect(statistics.reduce((sum, { processesIn }) => sum + processesIn, 0)).toBeGreaterThan(0)
  })

  it('messages sent to a child right after it was spawned arrive in order, wherever it runs', async () => {
    expect(await vm.run(stealing, 'sendToYoungChildren', 500, 20)).toEqual({ schedulers: true, disorder: 0 })
  })

  it('inline functions stay on their scheduler, and share its variables', async () => {
    expect(await vm.run(stealing, 'spawnInline', 1000)).toEqual({ here: true, shared: 1000, pinned: 1000 })
  })

  it('pinned processes stay on theirs', async () => {
    expect(await vm.run(stealing, 'spawnPinned', 1000)).toEqual([4])
  })
})

// These would never end if the others waited for the scheduler that is stuck.
describe.each(['memory', 'map', 'function'])('a child that is given a %s', (kind) => {
  it.each([2, 4])('runs elsewhere while its scheduler of %i is stuck in a native call', async (schedulers) => {
    await using vm = await VM.start({ schedulers })
    expect(await vm.run(stealing, 'spawnAndBlock', kind, 4)).toEqual({ count: 4, failures: 0 })
  })
})
