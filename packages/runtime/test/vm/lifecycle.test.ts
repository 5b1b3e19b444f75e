import { availableParallelism } from 'node:os'
import { BadArg, MultibeamError, mfa, type Pid, VM } from 'multibeam'
import { describe, expect, it } from 'vitest'
import { fixture, rejectionOf } from './support/fixture.ts'
import { makeProject } from './support/project.ts'
import { runNode } from './support/run-node.ts'

const basics = fixture('basics.ts')

describe('VM.start', () => {
  it.each([
    [{ scheduler: 2 } as never, "VM.start: 'scheduler' is no option; there are schedulers, processLimit, "],
    [2 as never, 'VM.start: 2 are no options; give an object with schedulers, '],
    [{ dirtyThreads: 0 }, 'VM.start: dirtyThreads is 0; give a whole number from 1 to 256'],
    [{ dirtyQueueLimit: -1 }, 'VM.start: dirtyQueueLimit is -1; give a whole number from 0 to '],
    [{ schedulers: 0 }, 'VM.start: schedulers is 0; give a whole number from 1 to 64'],
    [{ schedulers: 65 }, 'VM.start: schedulers is 65; give a whole number from 1 to 64'],
    [{ schedulers: 1.5 }, 'VM.start: schedulers is 1.5; give a whole number from 1 to 64'],
    [{ schedulers: Number.NaN }, 'VM.start: schedulers is NaN; give a whole number from 1 to 64'],
    [{ schedulers: '2' as never }, "VM.start: schedulers is '2'; give a whole number from 1 to 64"],
    [{ processLimit: 0 }, 'VM.start: processLimit is 0; give a whole number from 1 to '],
    [{ processLimit: 2 ** 24 }, `VM.start: processLimit is ${2 ** 24}; give a whole number from 1 to `],
    [{ youngGenerationMb: 0 }, 'VM.start: youngGenerationMb is 0'],
    [{ heapLimitMb: 1 }, 'VM.start: heapLimitMb is 1; give a whole number from 16 to '],
    [{ stopTimeout: -1 }, 'VM.start: stopTimeout is -1; give a whole number from 0 to '],
  ])('refuses %o', async (options, message) => {
    const error = await rejectionOf(VM.start(options))
    expect(error).toBeInstanceOf(BadArg)
    expect(error.message.startsWith(message), error.message).toBe(true)
  })

  it('starts one scheduler per core by default', async () => {
    await using vm = await VM.start()
    expect(vm.schedulers).toBe(Math.min(availableParallelism(), 64))
    expect(vm.statistics().map(({ scheduler }) => scheduler)).toEqual(
      Array.from({ length: vm.schedulers }, (_, i) => i + 1),
    )
  })

  it.each([1, 2, 8, 64])('starts %i schedulers, whatever the number of cores', async (schedulers) => {
    await using vm = await VM.start({ schedulers })
    const { whereAmI } = vm.module<typeof import('./fixtures/basics.ts')>(basics)
    expect(vm.schedulers).toBe(schedulers)
    const [, scheduler] = await vm.run(whereAmI)
    expect(scheduler).toBeLessThanOrEqual(schedulers)
    expect(await vm.run(basics, 'runOnEach')).toEqual(Array.from({ length: schedulers }, (_, i) => i + 1))
  })

  it('starts several VMs beside each other', async () => {
    await using one = await VM.start({ schedulers: 1 })
    await using two = await VM.start({ schedulers: 2 })
    expect(await Promise.all([one.run(basics, 'add', 1, 1), two.run(basics, 'add', 2, 2)])).toEqual([2, 4])
    await one.stop()
    expect(await two.run(basics, 'add', 3, 3)).toBe(6)
  })

  it("gives the schedulers' threads Node's flags", async () => {
    await using vm = await VM.start({ schedulers: 1, execArgv: ['--no-warnings'] })
    expect(await vm.run(fixture('processes.ts'), 'execArgv')).toEqual(['--no-warnings'])
  })

  it('limits the number of processes', async () => {
    await using vm = await VM.start({ schedulers: 1, processLimit: 2048 })
    const [spawned, error] = await vm.run<[number, string]>(fixture('processes.ts'), 'spawnUntilRefused')
    // The table grows by blocks of slots, so the limit is met a little later.
    expect(spawned).toBeGreaterThanOrEqual(2048)
    expect(spawned).toBeLessThan(4 * 2048)
    expect(error).toMatch(/^SystemLimit: spawn: the process table is full/)
    expect(await vm.run(basics, 'add', 1, 1)).toBe(2)
  })
})

describe('vm.stop', () => {
  it('may be called again, also while it runs', async () => {
    const vm = await VM.start({ schedulers: 1 })
    const first = vm.stop()
    const second = vm.stop()
    await Promise.all([first, second])
    await vm.stop()
  })

  it('refuses every call from then on', async () => {
    const vm = await VM.start({ schedulers: 1 })
    const pid = await vm.spawn(mfa(basics, 'echo'))
    const stopping = vm.stop()
    for (const when of ['while it stops', 'after it']) {
      for (const [call, result] of [
        ['vm.run', vm.run(basics, 'add', 1, 2)],
        ['vm.spawn', vm.spawn(mfa(basics, 'echo'))],
        ['vm.receive', vm.receive()],
      ] as const) {
        const error = await rejectionOf(result)
        expect(error, when).toBeInstanceOf(MultibeamError)
        expect(error).toMatchObject({ code: 'VM_STOPPED' })
        expect(error.message).toBe(`${call} was called after vm.stop(); start another VM`)
      }
      expect(() => vm.send(pid, 'hello')).toThrow('vm.send was called after vm.stop()')
      await stopping
    }
  })

  it('rejects what waits for the VM', async () => {
    const vm = await VM.start({ schedulers: 1 })
    const waiting = [vm.receive(), vm.receive('never', { after: 1e9 }), vm.run(basics, 'forEver')]
    const errors = Promise.all(waiting.map(rejectionOf))
    await vm.stop()
    for (const error of await errors) expect(error).toMatchObject({ code: 'VM_STOPPED' })
  })

  it('is called at the end of a block by `await using`', async () => {
    let left: VM
    {
      await using vm = await VM.start({ schedulers: 1 })
      left = vm
    }
    expect(await rejectionOf(left.receive())).toMatchObject({ code: 'VM_STOPPED' })
  })

  it.each(['forEver', 'sleeper', 'receiver', 'spinner', 'yielder', 'spawner', 'holder'])(
    'ends processes in the middle of what they do: %s',
    async (name) => {
      const vm = await VM.start({ schedulers: 2 })
      for (let i = 0; i < 4; i++) await vm.spawn(mfa(basics, name))
      expect(await vm.run(basics, 'add', 1, 2)).toBe(3)
      await vm.stop()
    },
  )

  it('ends the thread of a scheduler that is stuck, once the time for stopping is over', async () => {
    const vm = await VM.start({ schedulers: 2, stopTimeout: 50 })
    await vm.spawn(mfa(basics, 'stuck'), vm.self)
    expect(await vm.receive()).toBe('stuck')
    await vm.stop()
  })

  it('may come before processes have started', async () => {
    const vm = await VM.start({ schedulers: 2 })
    const pending = Array.from({ length: 20 }, () => vm.spawn(mfa(basics, 'receiver')).catch((error) => error))
    await vm.stop()
    for (const result of await Promise.all(pending as Promise<Pid | Error>[])) {
      if (typeof result !== 'number') expect(result).toMatchObject({ code: 'VM_STOPPED' })
    }
  })
})

describe('the Node process', () => {
  it('ends by itself once the VM has stopped, whatever processes left open', async ({ signal }) => {
    const project = makeProject({
      'main.mjs': `
        import { VM, mfa } from 'multibeam'
        const vm = await VM.start({ schedulers: 2 })
        for (const name of ['forEver', 'receiver', 'spinner', 'holder']) await vm.spawn(mfa(${JSON.stringify(basics.href)}, name))
        vm.receive().catch(() => {})
        await vm.stop()
        console.log('stopped')`,
    })
    expect(await runNode([project.path('main.mjs')], signal)).toEqual({ stdout: 'stopped\n', stderr: '', code: 0 })
  })
})
