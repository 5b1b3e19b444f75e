import { BadArg, type Pid, type Ref, timeout } from 'multibeam'
import { describe, expect, it } from 'vitest'
import { fixture, vmOfFile } from './holds.ts'

const threads = vmOfFile()
const app = () => threads.vm.module<typeof import('./fixtures/crashing.ts')>(fixture('crashing.ts'))

/** What is left in the main thread's mailbox when everything has come. */
async function rest(): Promise<unknown> {
  await threads.fence()
  return threads.vm.receive(undefined, { after: 0 })
}

// vm.spawn goes round: one process a scheduler.
describe.each([1, 2])('the main thread and process %i', () => {
  it('S30 S31 S42 monitors by pid and by name, and hears of the end once each', async () => {
    const { vm } = threads
    const pid = await vm.spawn(app().forwards, vm.self, 'watched', false)
    await vm.receive(['ready', pid])
    const [one, two, named] = [vm.monitor(pid), vm.monitor(pid), vm.monitor('watched')]
    const cancelled = vm.monitor(pid)
    vm.demonitor(cancelled)
    vm.exit(pid, ['told', { to: 'exit' }])
    const reason = ['told', { to: 'exit' }]
    expect(await vm.receive(['DOWN', named])).toEqual(['DOWN', named, 'process', 'watched', reason])
    expect(vm.whereis('watched')).toBeUndefined()
    expect(await vm.receive(['DOWN', two])).toEqual(['DOWN', two, 'process', pid, reason])
    expect(await vm.receive(['DOWN', one])).toEqual(['DOWN', one, 'process', pid, reason])
    expect(vm.alive(pid)).toBe(false)
    const late = vm.monitor(pid)
    expect(await vm.receive()).toEqual(['DOWN', late, 'process', pid, 'noproc'])
    const missing = vm.monitor('watched')
    expect(await vm.receive()).toEqual(['DOWN', missing, 'process', 'watched', 'noproc'])
    expect(await rest()).toBe(timeout)
  })

  it('S32 hears nothing any more after demonitor', async () => {
    const { vm } = threads
    const pid = await vm.spawn(app().told)
    for (let round = 0; round < 20; round++) vm.demonitor(vm.monitor(pid))
    const last = vm.monitor(pid)
    vm.send(pid, 'x')
    expect(await vm.receive()).toEqual(['DOWN', last, 'process', pid, 'normal'])
    expect(await rest()).toBe(timeout)
    vm.demonitor(last)
    expect(() => vm.demonitor({} as Ref)).toThrow(BadArg)
  })

  it('S40 sends by name, and throws for a name that nobody has', async () => {
    const { vm } = threads
    const pid = await vm.spawn(app().forwards, vm.self, 'by name', false)
    await vm.receive(['ready', pid])
    expect(vm.whereis('by name')).toBe(pid)
    vm.send('by name', { hello: 1 })
    expect(await vm.receive('forwarded')).toEqual(['forwarded', { hello: 1 }])
    const ref = vm.monitor(pid)
    vm.exit(pid, 'kill')
    expect(await vm.receive(['DOWN', ref])).toEqual(['DOWN', ref, 'process', pid, 'killed'])
    expect(() => vm.send('by name', 1)).toThrow(BadArg)
    vm.send(pid, 'silent')
    vm.exit(pid, 'silent')
    expect(await rest()).toBe(timeout)
  })

  it('S10 S12 exits processes as another process does', async () => {
    const { vm } = threads
    const trapping = await vm.spawn(app().forwards, vm.self, undefined, true)
    await vm.receive(['ready', trapping])
    for (const reason of ['normal', 'any']) vm.exit(trapping, reason)
    expect(await vm.receive('forwarded')).toEqual(['forwarded', ['EXIT', vm.self, 'normal']])
    expect(await vm.receive('forwarded')).toEqual(['forwarded', ['EXIT', vm.self, 'any']])
    const ref = vm.monitor(trapping)
    vm.exit(trapping, 'kill')
    expect(await vm.receive(['DOWN', ref])).toEqual(['DOWN', ref, 'process', trapping, 'killed'])
    expect(() => vm.exit('nobody' as unknown as Pid, 1)).toThrow(BadArg)
    expect(() => vm.exit(trapping, () => {})).toThrow('reason')
    expect(() => vm.monitor(7 as unknown as Pid)).toThrow(BadArg)
  })

  it('S14 S15 S20 is linked to, monitored and registered by a process', async () => {
    const { vm } = threads
    const running = vm.run(app().befriends, vm.self, 'main thread')
    const [, pid] = await vm.receive<[string, Pid]>('by name')
    vm.send(pid, 'x')
    expect(await running).toEqual([[true, true], true, true, true, [true, true, undefined]])
    expect(await vm.receive('EXIT')).toEqual(['EXIT', pid, 'normal'])
    await expect(vm.run(app().linksAndExits, vm.self, new Error('linked'))).rejects.toThrow('linked')
    const [, , reason] = await vm.receive<[string, Pid, Error]>('EXIT')
    expect(reason.message).toBe('linked')
    expect(await vm.run(app().linksAndUnlinks, vm.self)).toEqual([])
    expect(await rest()).toBe(timeout)
  })

  it('S33 hears of an exit behind all messages, and of a crash with the Error', async () => {
    const { vm } = threads
    const pid = await vm.spawn(app().exitsWith, Object.assign(new RangeError('crashed'), { code: 7 }))
    const ref = vm.monitor(pid)
    vm.send(pid, 'x')
    const [, , , , reason] = await vm.receive<[string, Ref, string, Pid, Error]>(['DOWN', ref])
    expect(reason).toBeInstanceOf(RangeError)
    expect(reason).toMatchObject({ message: 'crashed', code: 7 })
  })
})
