import { BadArg, inspect, MultibeamError, mfa, type Pid, ProcessExit, timeout, VM } from 'multibeam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixture, placeIn, rejectionOf } from './support/fixture.ts'
import { makeProject } from './support/project.ts'

const basics = fixture('basics.ts')

let vm: VM
beforeAll(async () => {
  vm = await VM.start({ schedulers: 2 })
})
afterAll(() => vm.stop())

describe('vm.run', () => {
  it('gives the value that a process function returns', async () => {
    expect(await vm.run(basics, 'add', 2, 3)).toBe(5)
    expect(await vm.run(basics.href, 'add', 2, 3)).toBe(5)
    expect(await vm.run(mfa(basics, 'add'), 2, 3)).toBe(5)
  })

  it('runs an ordinary function as a process, too', async () => {
    expect(await vm.run(basics, 'multiply', 6, 7)).toBe(42)
  })

  it('runs the default export', async () => {
    expect(await vm.run(basics, 'default')).toBe('the default export')
  })

  it('runs several at once', async () => {
    const results = await Promise.all(Array.from({ length: 100 }, (_, i) => vm.run(basics, 'add', i, 1)))
    expect(results).toEqual(Array.from({ length: 100 }, (_, i) => i + 1))
  })

  it('gives undefined for a normal exit', async () => {
    expect(await vm.run(basics, 'exitWith', 'normal')).toBeUndefined()
  })

  it.each([['shutdown'], [['shutdown', { code: 5 }]], [42], [undefined]])(
    'rejects with ProcessExit, pid and reason when the process exits with %j',
    async (reason) => {
      const error = (await rejectionOf(vm.run(basics, 'exitWith', reason))) as Error as ProcessExit
      expect(error).toBeInstanceOf(ProcessExit)
      expect(error).toBeInstanceOf(MultibeamError)
      expect(error).toMatchObject({ name: 'ProcessExit', code: 'PROCESS_EXIT', reason })
      expect(inspect(error.pid)).toMatch(/^#PID<0\.\d+\.\d+>$/)
      expect(error.message).toContain(`process ${inspect(error.pid)} exited: `)
      expect(vm.alive(error.pid)).toBe(false)
    },
  )

  it('has an uncaught exception as the reason and the cause, with its stack in the TypeScript source', async () => {
    const error = (await rejectionOf(vm.run(basics, 'throwError'))) as Error as ProcessExit
    expect(error).toBeInstanceOf(ProcessExit)
    expect(error.cause).toBe(error.reason)
    const reason = error.reason as Error
    expect(reason).toBeInstanceOf(RangeError)
    expect(reason.message).toBe('out of range')
    expect((reason.cause as Error).message).toBe('the cause')
    const frames = reason.stack?.split('\n').filter((line) => line.includes('basics.ts')) ?? []
    expect(frames[0]).toContain(placeIn('basics.ts', 'new RangeError'))
    expect(frames[1]).toContain(placeIn('basics.ts', 'deeper()'))
    expect(error.message).toMatch(/exited: RangeError: out of range/)
  })

  it('rejects when the value cannot be sent', async () => {
    const error = await rejectionOf(vm.run(basics, 'returnsAFunction'))
    expect(error).toBeInstanceOf(ProcessExit)
    expect(error.message).toContain('result: a function that is no process function')
  })

  it('refuses arguments that cannot be sent, and names the place', async () => {
    const error = await rejectionOf(vm.run(basics, 'add', { callback: () => {} }))
    expect(error.message).toContain('args[0].callback: a function that is no process function')
    expect(error.code).toBe('UNSENDABLE_TERM')
  })

  it('refuses what is no process function', async () => {
    expect(await rejectionOf(vm.run(42 as unknown as () => void))).toBeInstanceOf(BadArg)
    expect((await rejectionOf(vm.run(basics, 42 as never))).message).toBe(
      'mfa: the export name is 42; it must be a string',
    )
    expect((await rejectionOf(vm.run(basics, ''))).message).toBe("vm.run: '' is no name of an export")
    expect((await rejectionOf(vm.run('not a url', 'main'))).message).toContain("mfa: 'not a url' is no module URL")
    expect((await rejectionOf(vm.run(function* local() {}))).message).toContain('take it from vm.module(url)')
  })
})

describe.each(['run', 'spawn'] as const)('vm.%s of what cannot be loaded', (call) => {
  const start = (url: URL | string, name: string): Promise<unknown> =>
    call === 'run' ? vm.run(mfa(url, name)) : vm.spawn(mfa(url, name))

  it('rejects for a missing module, naming the file', async () => {
    const error = await rejectionOf(start(fixture('missing.ts'), 'main'))
    expect(error).toMatchObject({ code: 'MODULE_NOT_FOUND' })
    expect(error.message).toMatch(/cannot find the module .*fixtures\/missing\.ts/)
  })

  it('rejects for a missing import, naming the file and who imports it', async () => {
    const project = makeProject({ 'main.ts': `import './gone.ts'\nexport function* main() {}\n` })
    const error = await rejectionOf(start(project.url('main.ts'), 'main'))
    expect(error.message).toContain(`gone.ts, imported as './gone.ts' by ${project.path('main.ts')}`)
  })

  it('rejects for a missing package', async () => {
    const project = makeProject({ 'main.ts': `import 'no-such-package'\nexport function* main() {}\n` })
    const error = await rejectionOf(start(project.url('main.ts'), 'main'))
    expect(error).toMatchObject({ code: 'MODULE_NOT_FOUND' })
    expect(error.message).toContain('main.ts')
    expect(error.message).toContain('no-such-package')
  })

  it('rejects for a syntax error, naming file and line', async () => {
    const project = makeProject({ 'main.ts': `export function* main() {\n  const = 5\n}\n` })
    const error = await rejectionOf(start(project.url('main.ts'), 'main'))
    expect(error).toMatchObject({ code: 'COMPILE_ERROR', line: 2 })
    expect(error.message).toContain(`${project.path('main.ts')}:2:9`)
  })

  it('rejects for a syntax error in a module that it imports', async () => {
    const project = makeProject({
      'main.ts': `import './broken.ts'\nexport function* main() {}\n`,
      'broken.ts': `\n\nlet x: = 5\n`,
    })
    const error = await rejectionOf(start(project.url('main.ts'), 'main'))
    expect(error.message).toContain(`${project.path('broken.ts')}:3:`)
  })

  it('rejects for a missing export, naming the file and what it exports', async () => {
    const error = await rejectionOf(start(basics, 'nothing'))
    expect(error).toMatchObject({ code: 'FUNCTION_NOT_FOUND' })
    expect(error.message).toContain(`${basics} has no export "nothing"; it exports `)
    expect(error.message).toContain('throwError')
  })

  it('rejects for an export that is no function', async () => {
    const error = await rejectionOf(start(basics, 'notAFunction'))
    expect(error.message).toBe(`the export "notAFunction" of ${basics} is no function`)
  })

  it('rejects for a module that throws while it is loaded, with its error as the cause', async () => {
    const project = makeProject({
      'main.ts': `export function* main() {}\n\nthrow new TypeError('not today')\n`,
    })
    const error = await rejectionOf(start(project.url('main.ts'), 'main'))
    expect(error).toMatchObject({ code: 'MODULE_ERROR' })
    expect(error.message).toBe(`${project.url('main.ts')} failed while it was loaded: not today`)
    expect(error.cause).toBeInstanceOf(TypeError)
    expect((error.cause as Error).stack).toContain('main.ts:3:7')
  })

  it('rejects for a module that throws something that is no error', async () => {
    const project = makeProject({ 'main.ts': `export function* main() {}\nthrow 'a string'\n` })
    const error = await rejectionOf(start(project.url('main.ts'), 'main'))
    expect(error.message).toBe(`${project.url('main.ts')} failed while it was loaded: a string`)
  })

  it('rejects for a module that throws null', async () => {
    const project = makeProject({ 'main.ts': `export function* main() {}\nthrow null\n` })
    const error = await rejectionOf(start(project.url('main.ts'), 'main'))
    expect(error.message).toContain('failed while it was loaded: null')
  })

  it('goes on with other modules afterwards', async () => {
    await rejectionOf(start(fixture('missing.ts'), 'main'))
    expect(await vm.run(basics, 'add', 1, 1)).toBe(2)
  })
})

describe('messages of the main thread', () => {
  const app = () => vm.module<typeof import('./fixtures/basics.ts')>(basics)

  it('are exchanged with a process', async () => {
    const echo = await vm.spawn(app().echo)
    vm.send(echo, [vm.self, { hello: new Map([[1, 'one']]) }])
    expect(await vm.receive()).toEqual(['echo', { hello: new Map([[1, 'one']]) }])
    expect(vm.alive(echo)).toBe(true)
  })

  it('are received by pattern; others stay, in order', async () => {
    await vm.run(app().sendAll, vm.self, [['a', 1], ['b', 2], { type: 'c', n: 3 }, 'd', ['a', 4]])
    expect(await vm.receive('d')).toBe('d')
    expect(await vm.receive('c')).toEqual({ type: 'c', n: 3 })
    expect(await vm.receive(['a', 4])).toEqual(['a', 4])
    expect(await vm.receive((message: unknown) => Array.isArray(message) && message[1] === 2)).toEqual(['b', 2])
    expect(await vm.receive()).toEqual(['a', 1])
    expect(await vm.receive(undefined, { after: 0 })).toBe(timeout)
  })

  it('are received by clauses', async () => {
    await vm.run(app().sendAll, vm.self, [['add', 2, 3], 'other'])
    const clauses = { add: (a: number, b: number) => a + b, _: (message: unknown) => ['other', message] }
    expect(await vm.receive(clauses)).toBe(5)
    expect(await vm.receive(clauses)).toEqual(['other', 'other'])
  })

  it('go to receives that wait, the oldest that matches first', async () => {
    const any = vm.receive()
    const tagged = vm.receive('tagged')
    await vm.run(app().sendAll, vm.self, ['first', 'tagged'])
    expect(await any).toBe('first')
    expect(await tagged).toBe('tagged')
  })

  it('are waited for no longer than `after`', async () => {
    expect(await vm.receive('never', { after: 1 })).toBe(timeout)
    expect(await vm.receive('never', { after: 0, otherwise: () => 'nothing' })).toBe('nothing')
    await expect(vm.receive('never', { after: -1 })).rejects.toThrow(BadArg)
  })

  it('reject a receive whose predicate or clause throws', async () => {
    await vm.run(app().sendAll, vm.self, ['x'])
    await expect(
      vm.receive(() => {
        throw new Error('in the predicate')
      }),
    ).rejects.toThrow('in the predicate')
    await expect(
      vm.receive({
        x: () => {
          throw new Error('in the clause')
        },
      }),
    ).rejects.toThrow('in the clause')
  })

  it('to a dead process are ignored, and to what is no pid refused', async () => {
    const [pid] = await vm.run<[Pid, number]>(basics, 'whereAmI')
    vm.send(pid, 'anybody there?')
    expect(() => vm.send('echo', 1)).toThrow("vm.send: no process is registered as 'echo'")
    expect(() => vm.send(vm.self, { f: () => {} })).toThrow('message.f: a function that is no process function')
  })

  it('may be sent by the main thread to itself', async () => {
    vm.send(vm.self, ['note', 1])
    expect(await vm.receive('note')).toEqual(['note', 1])
  })
})

describe('vm.module', () => {
  it('names the process functions of a module, which run in processes only', async () => {
    const app = vm.module<typeof import('./fixtures/basics.ts')>(basics)
    const sum: number = await vm.run(app.add, 20, 22)
    expect(sum).toBe(42)
    expect(() => app.add(1, 2)).toThrow('runs in a process, not on the main thread; give it to vm.spawn or vm.run')
  })

  it('spreads spawned processes over the schedulers', async () => {
    const { whereAmI } = vm.module<typeof import('./fixtures/basics.ts')>(basics)
    const [, scheduler] = await vm.run(whereAmI)
    expect([1, 2]).toContain(scheduler)
    expect(vm.schedulers).toBe(2)
  })
})
