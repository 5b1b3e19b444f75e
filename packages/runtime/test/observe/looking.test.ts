import type { TracedMessage, TreeNode, VMEvent } from '@multibeam/observer'
import { type Observer, type Pid, VM } from 'multibeam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { rejectionOf } from '../vm/support/fixture.ts'
import type * as observed from './fixtures/observed.ts'
import { ask, eventsOf, traceOf } from './support/client.ts'

const url = new URL('./fixtures/observed.ts', import.meta.url)

describe('an observed VM', () => {
  let vm: VM
  let observer: Observer
  const app = (): ReturnType<typeof vm.module<typeof observed>> => vm.module<typeof observed>(url)

  beforeAll(async () => {
    vm = await VM.start({ schedulers: 2, longSchedule: 50 })
    // Told to the observer, and not printed.
    vm.on('crash', () => {}).on('supervisor', () => {})
    observer = await vm.observe({ longSchedule: true })
  })
  afterAll(() => vm.stop())

  describe('its process table', () => {
    let crowd: Pid[]
    const COUNT = 60

    beforeAll(async () => {
      crowd = await vm.run(app().crowd, COUNT)
    })

    it('is sorted over all schedulers, a page at a time', async () => {
      const asked = { type: 'processes', sort: 'queueLength', filter: 'WAITING', limit: 25 } as const
      const pages = await Promise.all([0, 25, 50].map((offset) => ask(observer, { ...asked, offset })))
      const rows = pages.flatMap(({ rows }) => rows)
      expect(pages.map(({ matching }) => matching)).toEqual([COUNT, COUNT, COUNT])
      expect(rows.map(({ pid }) => pid)).toEqual([...crowd].reverse())
      expect(rows.map(({ queueLength }) => queueLength)).toEqual(crowd.map((_, i) => COUNT - 1 - i))
      expect(rows.map(({ scheduler }) => scheduler)).toEqual(crowd.map((_, i) => ((COUNT - 1 - i) % 2) + 1))
      const last = rows.at(-1)
      expect(last).toMatchObject({
        status: 'waiting',
        call: 'waiting',
        initialCall: { name: 'waiting', url: url.href },
      })
    })

    it('is sorted the other way, and of one scheduler only', async () => {
      const asked = { type: 'processes', sort: 'queueLength', descending: false, filter: 'waiting', limit: 5 } as const
      const both = await ask(observer, asked)
      expect(both.rows.map(({ pid }) => pid)).toEqual(crowd.slice(0, 5))
      const second = await ask(observer, { ...asked, scheduler: 2 })
      expect(second.matching).toBe(COUNT / 2)
      expect(second.rows.map(({ queueLength }) => queueLength)).toEqual([1, 3, 5, 7, 9])
    })

    it('is sorted by texts, and filtered by a pid', async () => {
      const { rows } = await ask(observer, { type: 'processes', sort: 'initialCall', descending: false })
      const calls = rows.map(({ initialCall }) => initialCall.name)
      expect(calls).toEqual([...calls].sort())
      const [wanted] = rows
      const found = await ask(observer, { type: 'processes', filter: wanted?.shown as string })
      expect(found.rows.map(({ pid }) => pid)).toEqual([wanted?.pid])
    })

    it('counts everybody', async () => {
      const { total, silent } = await ask(observer, { type: 'processes', limit: 1 })
      expect({ total, silent }).toEqual({ total: vm.processCount, silent: [] })
    })
  })

  it('shows a process whole', async () => {
    const pid = await vm.spawn(app().rich, vm.self)
    const [, , linked] = await vm.receive<['ready', Pid, Pid]>('ready')
    const details = await ask(observer, { type: 'process', pid })
    expect(details).toMatchObject({
      pid,
      registeredName: 'rich',
      label: "'the rich one'",
      name: 'rich',
      trapExit: true,
      priority: 'normal',
      status: 'waiting',
      messages: ["[ 'kept', 1 ]"],
      queueLength: 1,
      dictionary: [['colour', "{ shade: 'red' }"]],
      links: [{ pid: linked, call: 'waiting' }],
      monitors: [{ pid: linked }],
      parent: null,
    })
    expect(details.stack[0]).toMatchObject({ name: 'rich', url: url.href, line: expect.any(Number) })
    const other = await ask(observer, { type: 'process', pid: linked })
    expect(other).toMatchObject({ parent: { pid, name: 'rich' }, monitoredBy: [{ pid, name: 'rich' }] })
  })

  it('ends a process with the reason that is given', async () => {
    const pid = await vm.spawn(app().waiting)
    const ref = vm.monitor(pid)
    expect(await ask(observer, { type: 'kill', pid, reason: 'enough' })).toEqual({ type: 'killed', pid })
    expect(await vm.receive(['DOWN', ref])).toEqual(['DOWN', ref, 'process', pid, 'enough'])
    for (const asked of [{ type: 'kill', pid } as const, { type: 'process', pid } as const]) {
      expect(await rejectionOf(ask(observer, asked))).toMatchObject({ code: 'noProcess' })
    }
  })

  it('shows its trees, who was restarted how often, and why', async () => {
    const top = await vm.supervise(app().Tree)
    await vm.run(app().fail, top, 'second', 'out of paper')
    await vm.run(app().fail, top, 'second', 'out of ink')
    const { roots } = await ask(observer, { type: 'tree' })
    const tree = roots.find(({ process }) => process?.pid === top) as TreeNode
    expect(tree).toMatchObject({ kind: 'supervisor', strategy: 'rest_for_one', maxRestarts: 10, childCount: 3 })
    const [first, second, below] = tree.children
    expect(first).toMatchObject({ id: 'first', kind: 'worker', restarts: 0, lastReason: null })
    expect(second).toMatchObject({ id: 'second', process: { name: 'second' }, restart: 'permanent', restarts: 2 })
    expect(second?.lastReason).toMatch(/^Error: out of ink\n {4}at /)
    // Restarted with it, for the same reason.
    expect(below).toMatchObject({ kind: 'supervisor', restarts: 2, children: [{ id: 'deep', restart: 'transient' }] })
  })

  it('tells what happens, as it happens and to who comes later', async () => {
    const stream = eventsOf(observer)
    expect((await stream.next()).value).toMatchObject({ type: 'hello', schedulers: 2, protocol: 1 })
    const pid = await vm.spawn(app().crashes)
    const slow = await vm.spawn(app().slow, 300)
    const seen: VMEvent[] = []
    for await (const event of stream) {
      if (event.type === 'events') seen.push(...event.events)
      if (isTold(seen, pid) && (seen.some(({ kind }) => kind === 'longSchedule') || !vm.alive(slow))) break
    }
    const crash = seen.find((event) => event.kind === 'crash' && event.process.pid === pid)
    expect(crash).toMatchObject({ reason: 'RangeError: too far', process: { name: 'a crashing one', call: 'crashes' } })
    expect((crash as { stack: string }).stack).toContain('observed.ts')
    for await (const event of eventsOf(observer)) {
      expect(event.type === 'hello' && isTold(event.recent, pid)).toBe(true)
      break
    }
  })

  it('says once a second how its schedulers are', async () => {
    for await (const event of eventsOf(observer)) {
      if (event.type !== 'overview') continue
      expect(event).toMatchObject({ online: 2, schedulers: [{ id: 1, online: true, lives: 1 }, { id: 2 }] })
      const [first] = event.schedulers
      expect(first?.heapUsed).toBeGreaterThan(0)
      expect(first?.heapTotal).toBeGreaterThanOrEqual(first?.heapUsed as number)
      break
    }
  })

  it('traces what a process receives and sends, until it has ended', async () => {
    const pid = await vm.spawn(app().echo)
    const messages: TracedMessage[] = []
    for await (const event of traceOf(observer, { pid, durationMs: 60_000 })) {
      if (event.type === 'started') for (let i = 0; i < 3; i++) vm.send(pid, [vm.self, i])
      if (event.type === 'traced') messages.push(...event.messages)
      if (messages.length === 6) vm.exit(pid, 'kill')
      if (event.type === 'ended') expect(event.why).toBe('process')
    }
    const said = (direction: string): string[] =>
      messages.filter((message) => message.direction === direction).map(({ message }) => message)
    expect(said('received')).toEqual([0, 1, 2].map((i) => `[ #PID<0.${vm.self % 2 ** 24}.1>, ${i} ]`))
    expect(said('sent')).toEqual([0, 1, 2].map((i) => `[ 'echo', ${i} ]`))
    expect(messages.at(-1)?.peer).toMatchObject({ pid: vm.self })
  })

  it('traces all that a function was started for, and counts what is too much', async () => {
    const pids = [await vm.spawn(app().chatter, 2000), await vm.spawn(app().chatter, 2000)]
    const seen = new Set<number>()
    let messages = 0
    let dropped = 0
    for await (const event of traceOf(observer, { function: { name: 'chatter' }, durationMs: 60_000 })) {
      if (event.type === 'started') for (const pid of pids) vm.send(pid, 'begin')
      if (event.type !== 'traced') continue
      for (const { process } of event.messages) seen.add(process.pid)
      messages += event.messages.length
      dropped += event.dropped
      // What a process sends to itself is sent and received.
      if (messages + dropped === 2 * (1 + 2 * 2000)) break
    }
    expect([...seen].sort()).toEqual([...pids].sort())
    expect(dropped).toBeGreaterThan(0)
    expect(await rejectionOf(traceOf(observer, { pid: pids[0] as number, durationMs: 0 }).next())).toMatchObject({
      code: 'badRequest',
    })
  })
})

function isTold(events: readonly VMEvent[], pid: Pid): boolean {
  return events.some((event) => event.kind === 'crash' && event.process.pid === pid)
}
