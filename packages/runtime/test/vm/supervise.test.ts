import { formatSupervisorReport, mfa, type Pid, ProcessExit, type SupervisorReport, VM } from 'multibeam'
import { describe, expect, it } from 'vitest'
import { fixture, rejectionOf } from './support/fixture.ts'
import { makeProject } from './support/project.ts'
import { runNode } from './support/run-node.ts'

type Trees = typeof import('./fixtures/trees.ts')

const trees = fixture('trees.ts')

async function start(
  options = {},
): Promise<{ vm: VM; module: ReturnType<typeof vm.module<Trees>>; reports: SupervisorReport[] }> {
  const vm = await VM.start({ schedulers: 2, ...options })
  const reports: SupervisorReport[] = []
  vm.on('supervisor', (report) => reports.push(report))
  return { vm, module: vm.module<Trees>(trees), reports }
}

async function messages(vm: VM, count: number): Promise<unknown[]> {
  const all: unknown[] = []
  while (all.length < count) all.push(await vm.receive())
  return all.map((message) => (message as unknown[]).slice(0, 2))
}

describe('vm.supervise', () => {
  it('starts a tree, and resolves with its pid once all its children have started', async () => {
    const { vm, module } = await start()
    const pid = await vm.supervise(module.Tree, vm.self)
    expect(vm.alive(pid)).toBe(true)
    expect(await messages(vm, 3)).toEqual(['a', 'b', 'c'].map((name) => ['started', name]))
    expect(await vm.run(module.childrenOf, pid)).toEqual(['c', 'b', 'a'].map((id) => [id, 'worker']))
    await vm.stop()
  })

  it('takes a definition by its name, and one whose children come from process code', async () => {
    const { vm } = await start()
    expect(await vm.supervise(mfa(trees, 'Empty'))).toBeTypeOf('number')
    await vm.stop()
  })

  it('is left by vm.stop with each child stopped, the last one first, and the last tree first', async () => {
    const { vm, module } = await start()
    await vm.supervise(module.Forest, vm.self)
    await messages(vm, 5)
    await vm.supervise(module.Fragile, vm.self)
    await messages(vm, 1)
    // What comes while the VM stops is for those who wait already.
    const stopped = Promise.all(Array.from({ length: 6 }, () => vm.receive<unknown[]>('stopped')))
    await vm.stop()
    const order = ['a', 'last', 'c', 'b', 'a', 'first']
    expect(await stopped).toEqual(order.map((name) => ['stopped', name, 'shutdown']))
  })

  it('rejects with the reason when the tree cannot be started', async () => {
    const { vm, module, reports } = await start()
    const error = await rejectionOf(vm.supervise(module.Broken))
    expect(error).toBeInstanceOf(ProcessExit)
    expect(error.reason).toEqual(['shutdown', ['failedToStartChild', 'b', 'no time']])
    await vm.stop()
    expect(reports.map(({ event }) => event)).toEqual(['startError'])
  })

  it('rejects naming the file when there is no such definition', async () => {
    const { vm, module } = await start()
    expect((await rejectionOf(vm.supervise(mfa(trees, 'Nothing')))).message).toMatch(
      /trees\.ts.* has no export "Nothing"/,
    )
    expect((await rejectionOf(vm.supervise(mfa(trees, 'startWorker')))).message).toMatch(
      /'startWorker' is nothing to supervise/,
    )
    expect((await rejectionOf(vm.supervise({} as typeof module.Empty))).message).toMatch(
      /nothing that a behaviour's define has made/,
    )
    await vm.stop()
  })

  it('emits an error when the tree ends by itself', async () => {
    const { vm, module, reports } = await start()
    const failed = new Promise<Error>((resolve) => vm.once('error', resolve))
    await vm.supervise(module.Fragile, vm.self)
    const [, , pid] = await vm.receive<['started', string, Pid]>('started')
    vm.send(pid, ['exit', 'boom'])
    expect(await failed).toMatchObject({ code: 'PROCESS_EXIT', reason: 'shutdown' })
    await vm.stop()
    expect(reports.map(({ event }) => event)).toEqual(['childTerminated', 'shutdown'])
    expect(reports.map(formatSupervisorReport)).toEqual([
      expect.stringMatching(/^supervisor #PID<[\d.]+>: child 'a' #PID<[\d.]+> \(permanent worker\) exited: 'boom'$/),
      expect.stringMatching(/^supervisor #PID<[\d.]+>: ends, because its children were restarted too often/),
    ])
  })

  it('does not hold vm.stop up for longer than treeTimeout', async () => {
    const { vm, module } = await start({ treeTimeout: 10 })
    const pid = await vm.supervise(module.Endless)
    await vm.stop()
    expect(vm.alive(pid)).toBe(true)
  })

  it('ends Node when nobody listens for the error', async ({ signal }) => {
    const project = makeProject({
      'tree.ts': `
        import { ProcLib, receive, Supervisor } from 'multibeam'
        export function* worker() {
          ProcLib.initAck()
          throw new RangeError(\`no \${yield* receive()}\`)
        }
        export function* start() {
          return yield* ProcLib.startLink(worker, [], { name: 'worker' })
        }
        export const Tree = Supervisor.define({ maxRestarts: 0, children: () => [{ id: 'w', start: [start] }] })`,
      'main.mjs': `
        import { mfa, VM } from 'multibeam'
        const vm = await VM.start({ schedulers: 1 })
        await vm.supervise(mfa(new URL('./tree.ts', import.meta.url), 'Tree'))
        vm.send('worker', 'rest')
        setInterval(() => {}, 1000)`,
    })
    const { stderr, code } = await runNode([project.path('main.mjs')], signal)
    expect(code).toBe(1)
    expect(stderr).toMatch(/process #PID<[\d.]+> 'worker' \(worker\) crashed: RangeError: no rest/)
    expect(stderr).toMatch(
      /supervisor #PID<[\d.]+>: child 'w' #PID<[\d.]+> \(permanent worker\) exited: RangeError: no rest/,
    )
    expect(stderr).toMatch(/supervisor #PID<[\d.]+>: ends, because its children were restarted too often/)
    expect(stderr).toMatch(/ProcessExit: process #PID<[\d.]+> exited: 'shutdown'/)
  })
})
