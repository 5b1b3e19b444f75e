import { MultibeamError, type SchedulerDown, VM, type VMOptions } from 'multibeam'
import { describe, expect, it } from 'vitest'
import { startingWithFirst, TERMINATE } from '../../src/vm/internals.ts'
import { fixture, rejectionOf } from './support/fixture.ts'

const basics = fixture('basics.ts')
const deaths = fixture('deaths.ts')

/** A VM whose first scheduler runs, and whose others have no thread yet. */
function start(options: VMOptions = {}): Promise<VM> {
  return VM.start(startingWithFirst({ schedulers: 3, ...options }))
}

/** The threads of the others have been started, and load. */
function othersLoad(): Promise<void> {
  return new Promise((resolve) => setImmediate(() => setImmediate(resolve)))
}

describe('a VM that does not wait for its other schedulers', () => {
  it('starts before they run, and what is sent to them waits', async () => {
    await using vm = await start()
    expect(vm.statistics().map(({ turns }) => turns > 0)).toEqual([expect.any(Boolean), false, false])
    expect(await vm.run(basics, 'runOnEach')).toEqual([1, 2, 3])
  })

  it('spawns on each of them from the main thread', async () => {
    await using vm = await start()
    const { holder } = vm.module<typeof import('./fixtures/basics.ts')>(basics)
    const pids = await Promise.all([vm.spawn(holder), vm.spawn(holder), vm.spawn(holder)])
    expect(pids.map((pid) => vm.alive(pid))).toEqual([true, true, true])
  })

  it('stops before their threads have been started', async () => {
    const vm = await start()
    await vm.stop()
    expect((await rejectionOf(vm.run(basics, 'add', 1, 2))).code).toBe('VM_STOPPED')
    await othersLoad()
    expect(vm.statistics().map(({ turns }) => turns)).toEqual([expect.any(Number), 0, 0])
  })

  it('stops while they load, and leaves what waits for them rejected', async () => {
    const vm = await start()
    await othersLoad()
    const waits = rejectionOf(vm.run(deaths, 'answersFrom', 2))
    await vm.stop()
    expect((await waits).code).toBe('VM_STOPPED')
    expect(vm.statistics()[1]?.turns).toBe(0)
  })

  it('fails when one of them ends before it has run', async () => {
    const vm = await start()
    await othersLoad()
    const waits = rejectionOf(vm.run(deaths, 'answersFrom', 2))
    vm[TERMINATE](2)
    const error = await waits
    expect(error).toBeInstanceOf(MultibeamError)
    // Node gives 0 for a thread that is ended before it has begun.
    expect(error.message).toMatch(
      /^the thread of scheduler 2 ended: exit code [01]; it had not run yet, and the VM stops$/,
    )
    await vm.stop()
  })

  it('goes on with them when the first one ends while they load', async () => {
    await using vm = await start()
    const down = new Promise<SchedulerDown>((resolve) => vm.once('schedulerDown', resolve))
    await othersLoad()
    vm[TERMINATE](1)
    expect(await down).toMatchObject({ scheduler: 1, processes: 0 })
    expect(await vm.run(basics, 'runOnEach')).toEqual([1, 2, 3])
  })
})
