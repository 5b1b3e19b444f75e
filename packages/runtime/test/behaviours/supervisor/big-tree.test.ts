import { availableParallelism } from 'node:os'
import { VM } from 'multibeam'
import { expect, it } from 'vitest'

type Module = typeof import('./fixtures/big-tree.ts')

// `DEEP=1` for the full size: it takes minutes.
const deep = process.env.DEEP === '1'
const size = deep ? { groups: 1000, workersEach: 10, kills: 100_000 } : { groups: 60, workersEach: 10, kills: 2000 }
const workers = size.groups * size.workersEach

it(`a tree of ${workers} workers on all cores survives ${size.kills} random kills`, {
  timeout: deep ? 3_600_000 : 120_000,
}, async () => {
  await using vm = await VM.start({ schedulers: Math.max(2, availableParallelism()) })
  let reports = 0
  vm.on('supervisor', () => reports++)
  const { killAtRandom } = vm.module<Module>(new URL('fixtures/big-tree.ts', import.meta.url))
  const { demanded, started, killed, ...rest } = await vm.run(killAtRandom, size)
  expect(started).toBe(demanded)
  expect(killed.workers + killed.supervisors).toBe(size.kills)
  expect(killed.supervisors).toBeGreaterThan(0)
  expect(rest).toEqual({ running: workers, orphans: 0, names: workers / 2, leaked: 0 })
  // One for each kill; when a supervisor is killed its own is told of by the top.
  expect(reports).toBe(size.kills)
})
