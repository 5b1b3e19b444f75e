import { MultibeamError, type Pid, ProcessExit, type SchedulerDown, VM } from 'multibeam'
import { expect, it } from 'vitest'
import { TERMINATE } from '../../src/vm/internals.ts'
import { fixture, rejectionOf } from './support/fixture.ts'

const deaths = fixture('deaths.ts')

/** A VM, and what it tells of schedulers that died. */
async function observed(options: Parameters<typeof VM.start>[0]): Promise<{ vm: VM; downs: SchedulerDown[] }> {
  const vm = await VM.start(options)
  const downs: SchedulerDown[] = []
  vm.on('schedulerDown', (down) => downs.push(down))
  return { vm, downs }
}

it.each([
  ['callback', 'a callback fails', {}],
  [
    'heap',
    'Worker terminated due to reaching memory limit: JS heap out of memory',
    { heapLimitMb: 64, youngGenerationMb: 16 },
  ],
] as const)('a scheduler that ends by its %s is replaced, and the event says why', async (what, message, limits) => {
  const { vm, downs } = await observed({ schedulers: 3, ...limits })
  await using _ = vm
  expect(await vm.run(deaths, 'runOn', 2, what)).toEqual(['schedulerDown', 2, false])
  expect(downs).toMatchObject([{ scheduler: 2, processes: 1, cause: { cause: { message } } }])
  expect(vm.schedulers).toBe(3)
})

it('vm.run rejects with schedulerDown when its process dies with its scheduler, and the main thread hears of it', async () => {
  const { vm } = await observed({ schedulers: 2 })
  await using _ = vm
  const waits = rejectionOf(vm.run(deaths, 'waitsOnTwo', vm.self))
  const [, pid, scheduler] = await vm.receive<[string, Pid, number]>('waits')
  expect(scheduler).toBe(2)
  const ref = vm.monitor(pid)
  const [reason] = await vm.run<unknown[]>(deaths, 'runOn', 2, 'callback')
  expect(reason).toBe('schedulerDown')
  const error = await waits
  expect(error).toBeInstanceOf(ProcessExit)
  expect(error).toMatchObject({ pid, reason: 'schedulerDown', cause: { cause: { message: 'a callback fails' } } })
  expect(await vm.receive(['DOWN', ref])).toEqual(['DOWN', ref, 'process', pid, 'schedulerDown'])
  expect(vm.alive(pid)).toBe(false)
})

it('a supervisor on another scheduler starts its children again', async () => {
  const { vm } = await observed({ schedulers: 2 })
  await using _ = vm
  vm.on('supervisor', () => {})
  const app = vm.module<typeof import('./fixtures/deaths.ts')>(deaths)
  await vm.supervise(app.Office, vm.self)
  const clerk = async (): Promise<readonly [Pid, number]> => {
    vm.send('clerk', ['$cast', 'tell'])
    const [, pid, scheduler] = await vm.receive<[string, Pid, number]>('clerk')
    return [pid, scheduler]
  }
  const [first] = await clerk()
  // Its second message finds it where it is pinned to.
  expect((await clerk())[1]).toBe(2)
  await vm.run(deaths, 'runOn', 2, 'callback')
  const [second] = await clerk()
  expect(second).not.toBe(first)
})

it('a tree whose top dies with its scheduler is an error of the VM, and a listener may start it again', async () => {
  const { vm, downs } = await observed({ schedulers: 2 })
  await using _ = vm
  vm.on('supervisor', () => {})
  const app = vm.module<typeof import('./fixtures/deaths.ts')>(deaths)
  await vm.supervise(app.Office, vm.self)
  const tell = async (): Promise<unknown> => {
    vm.send('clerk', ['$cast', 'tell'])
    return (await vm.receive<unknown[]>('clerk'))[2]
  }
  await tell()
  expect(await tell()).toBe(2)
  const again = new Promise((resolve, reject) => {
    vm.on('error', (error) => {
      expect(downs).toHaveLength(1)
      vm.supervise(app.Office, vm.self).then(() => resolve(error), reject)
    })
  })
  // Where trees begin.
  await vm.spawn(app.endsThread, 'a callback fails')
  expect(await again).toMatchObject({ reason: 'schedulerDown', cause: { cause: { message: 'a callback fails' } } })
  await tell()
})

it('a process that is on its way to another scheduler hears of a death once it is there', async () => {
  const { vm } = await observed({ schedulers: 2 })
  await using _ = vm
  const app = vm.module<typeof import('./fixtures/deaths.ts')>(deaths)
  await vm.spawn(app.leaves, vm.self)
  const [, pid] = await vm.receive<[string, Pid]>('left')
  const ref = vm.monitor(pid)
  expect(await vm.receive(['DOWN', ref])).toEqual(['DOWN', ref, 'process', pid, 'schedulerDown'])
})

it('schedulers that die at once are both replaced', async () => {
  for (let round = 0; round < 3; round++) {
    const { vm, downs } = await observed({ schedulers: 4 })
    await using _ = vm
    const both = new Promise<void>((resolve) => {
      vm.on('schedulerDown', () => {
        if (downs.length === 2) resolve()
      })
    })
    for (const scheduler of [2, 3]) vm[TERMINATE](scheduler)
    await both
    expect(downs.map(({ scheduler }) => scheduler).toSorted()).toEqual([2, 3])
    const app = vm.module<typeof import('./fixtures/deaths.ts')>(deaths)
    for (const scheduler of [1, 2, 3, 4]) expect(await vm.run(app.answersFrom, scheduler)).toBe(scheduler)
  }
})

it('a VM whose only scheduler ends stops, and says why', async () => {
  const { vm } = await observed({ schedulers: 1 })
  const error = await rejectionOf(vm.run(deaths, 'endsThread', 'the end'))
  expect(error).toBeInstanceOf(MultibeamError)
  expect(error).toMatchObject({ code: 'SCHEDULER_FAILED' })
  expect(error.message).toBe(
    'the thread of scheduler 1 ended: RangeError: the end; it was the only scheduler, and the VM stops',
  )
  await vm.stop()
})

it('a VM whose schedulers end one after the other stops', async () => {
  const { vm, downs } = await observed({ schedulers: 3 })
  for (const scheduler of [2, 3]) await vm.run(deaths, 'runOn', scheduler, 'callback')
  const error = await rejectionOf(vm.run(deaths, 'runOn', 2, 'callback'))
  expect(error.message).toBe(
    'the thread of scheduler 2 ended: RangeError: a callback fails; it was the 3rd that ended within 10 s, and the VM stops',
  )
  expect(downs.map(({ scheduler }) => scheduler)).toEqual([2, 3])
  await vm.stop()
})
