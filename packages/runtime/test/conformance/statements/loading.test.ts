import { describe, expect, it } from 'vitest'
import * as loading from './fixtures/loading.ts'
import { fixture, statementsOf, vmOfFile } from './holds.ts'

describe('a process whose module is still being loaded', () => {
  const holds = statementsOf(fixture('loading.ts'), loading)

  // A module is loaded once in a thread, and the simulator has one thread: one seed.
  holds('ends by an exit signal', 'endsLoading', [true, 'not wanted', true, 'killed', undefined], { seeds: [1] })

  holds('waits for it, though another one made it load', 'twoWait', ['no more', 'no more'], { seeds: [1] })

  const threads = vmOfFile()

  it('ends by an exit signal when another scheduler loads it', async () => {
    expect(await threads.vm.run(fixture('loading.ts'), 'endsLoadingElsewhere')).toBe('not wanted')
  })

  it('has all the messages that came meanwhile, however many', async () => {
    expect(await threads.vm.run(fixture('loading.ts'), 'manyWhileLoading')).toEqual([0, 700_000])
  })
})
