import { createHash } from 'node:crypto'
import { VM } from 'multibeam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixture, placeIn } from './support/fixture.ts'
import { makeProject } from './support/project.ts'
import { cli, runNode } from './support/run-node.ts'

const url = fixture('dirty.ts')
const shortHash = createHash('sha256').update('text').digest('hex').slice(0, 8)

describe('dirty on threads', () => {
  let vm: VM
  beforeAll(async () => {
    vm = await VM.start({ schedulers: 2, dirtyThreads: 2, heapLimitMb: 128 })
  })
  afterAll(() => vm.stop())

  it('runs exported functions of TypeScript and JavaScript modules in threads of their own', async () => {
    expect(await vm.run(url, 'run')).toEqual([
      6,
      true,
      42,
      shortHash,
      'the default export',
      9,
      shortHash,
      'function',
      'send was called outside of a process; call it in a function started with spawn or vm.run',
    ])
  })

  it('refuses what it cannot run, and survives what ends its threads', async () => {
    const file = url.href
    expect(await vm.run(url, 'refusals')).toEqual([
      'BadArg: dirty: hidden cannot be found by another thread; its module must export it by name, ' +
        "as a function or a const that is written as one; or give mfa(url, 'name')",
      expect.stringMatching(/^BadArg: dirty: \(anonymous\) cannot be found/),
      'BadArg: dirty: run is a process function; start it with spawn, or call it with yield*',
      expect.stringMatching(`^MultibeamError: ${file} has no export "nothing"; it exports .*sum`),
      `MultibeamError: dirty: run of ${file} is a process function; start it with spawn`,
      expect.stringMatching(/^MultibeamError: .*not-there\.ts cannot be loaded/),
      'MultibeamError: process.exit(3) was called in a function that runs on the dirty pool, and would end one thread of the VM; ' +
        'return, or throw an error',
      expect.stringMatching(/^MultibeamError: the thread that ran outOfMemory of .*ended: .*memory/),
    ])
  })

  it('throws what the function throws: class, name, message, cause, properties, stack in positions of the source', async () => {
    const [isRangeError, name, message, cause, distance, code, stack] = await vm.run<unknown[]>(url, 'failure')
    expect([isRangeError, name, message, cause, distance, code]).toEqual([
      true,
      'RangeError',
      'too far',
      'no number',
      3,
      'FAR',
    ])
    expect(stack).toContain(placeIn('dirty.ts', "new RangeError('too far'"))
  })

  it('moves what a transfer list names, and large results', async () => {
    expect(await vm.run(url, 'bytesThereAndBack')).toEqual([0, 1_000_000, 300_000, 7])
  })

  it('ends the thread of a process that ends, and goes on with others', async () => {
    const reasons = Array.from({ length: 3 }, () => ['waiting', 'forEver', 'enough'])
    expect(await vm.run(url, 'cancel', 3)).toEqual([reasons, 2])
  })

  it('drops the result of a call whose process has ended', async () => {
    expect(await vm.run(url, 'dropLateResult')).toBe('nothing')
  })

  it('answers many calls of many processes', async () => {
    expect(await vm.run(url, 'callMany', 1000, 20)).toBe(20 * ((50 * 49) / 2))
  })
})

it('refuses calls beyond the limit of the queue', async () => {
  await using vm = await VM.start({ schedulers: 2, dirtyThreads: 1, dirtyQueueLimit: 1 })
  const message =
    'dirty: 1 calls wait already; start the VM with a larger dirtyQueueLimit or more dirtyThreads, or let fewer processes call at a time'
  expect(await vm.run(url, 'fillTheQueue')).toEqual([message, message, message])
})

it('prints what a function prints between what its process prints before and after', async () => {
  const project = makeProject({
    'main.ts': `export { printInTurn as main } from ${JSON.stringify(url.href)}`,
  })
  const { stdout, code } = await runNode(
    [cli, 'run', '--schedulers', '2', project.path('main.ts')],
    AbortSignal.timeout(50_000),
  )
  const lines = Array.from({ length: 5 }, (_, n) => [`before ${n}`, `within ${n}`, `after ${n}`]).flat()
  expect(stdout.trimEnd().split('\n')).toEqual(lines)
  expect(code).toBe(0)
})

it('does not keep a VM from stopping, nor Node from ending, whatever its threads do', async () => {
  const project = makeProject({
    'main.mjs': `
      import { VM } from 'multibeam'
      for (let round = 0; round < 2; round++) {
        const vm = await VM.start({ schedulers: 1, dirtyThreads: 2 })
        await vm.spawn(vm.module(${JSON.stringify(url.href)}).hang, vm.self)
        await vm.receive('hanging')
        await vm.stop()
      }
      console.log('stopped')`,
  })
  const { stdout, stderr, code } = await runNode([project.path('main.mjs')], AbortSignal.timeout(50_000))
  expect([stdout, stderr, code]).toEqual(['stopped\n', '', 0])
})

it('works in a program that starts its own VM', async () => {
  const project = makeProject({
    'main.mjs': `
      import { dirty, VM } from 'multibeam'
      export function work(n) { return n * 2 }
      function* main() { return yield* dirty(work, 21) }
      console.log(await VM.run(import.meta.url, main))`,
  })
  const { stdout, stderr, code } = await runNode([project.path('main.mjs')], AbortSignal.timeout(50_000))
  expect([stdout, stderr, code]).toEqual(['42\n', '', 0])
})
