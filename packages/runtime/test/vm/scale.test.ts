import { mfa, VM } from 'multibeam'
import { describe, expect, it } from 'vitest'
import { fixture } from './support/fixture.ts'

const scale = fixture('scale.ts')

describe.each([1, 2, 8])('on %i schedulers', (schedulers) => {
  it('skynet with a million leaves adds them up', { timeout: 240_000 }, async () => {
    await using vm = await VM.start({ schedulers })
    expect(await vm.run(scale, 'skynet', 1_000_000)).toBe(499_999_500_000)
  })
})

it('a million idle processes live in one VM, and a message reaches each', { timeout: 240_000 }, async () => {
  await using vm = await VM.start({ schedulers: 2 })
  const count = 1_000_000
  expect(await vm.run(mfa(scale, 'idleProcesses'), count)).toEqual([count, count, (count * (count - 1)) / 2])
  expect(vm.processCount).toBe(0)
})

it('100,000 messages each way between every pair of 4 schedulers arrive once and in order', {
  timeout: 240_000,
}, async () => {
  await using vm = await VM.start({ schedulers: 4 })
  const report = { disorder: 0, received: 300_000, senders: 3, last: [100_000] }
  expect(await vm.run(mfa(scale, 'everyPair'), 100_000)).toEqual([report, report, report, report])
})

it.each([1, 2])(
  'half a million messages wait in order for a process whose module is loading, on %i schedulers',
  async (schedulers) => {
    await using vm = await VM.start({ schedulers })
    expect(await vm.run(mfa(scale, 'floodUnloaded'), 500_000)).toEqual(['sunk', 500_000, 0])
  },
)
