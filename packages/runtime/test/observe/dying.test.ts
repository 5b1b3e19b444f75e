// Somebody traces messages while a scheduler dies: the trace and all other connections go on, and nothing is thrown anywhere.

import { once } from 'node:events'
import type { TraceEvent } from '@multibeam/observer'
import { type Observer, VM } from 'multibeam'
import { expect, it } from 'vitest'
import { TERMINATE } from '../../src/vm/internals.ts'
import type * as observed from './fixtures/observed.ts'
import { ask, eventsOf, traceOf } from './support/client.ts'

type App = ReturnType<typeof VM.prototype.module<typeof observed>>

const url = new URL('./fixtures/observed.ts', import.meta.url)

async function observe(schedulers: number): Promise<{ vm: VM; app: App; observer: Observer }> {
  const vm = await VM.start({ schedulers })
  vm.on('schedulerDown', () => {})
  return { vm, app: vm.module<typeof observed>(url), observer: await vm.observe({ socket: false }) }
}

/** Ends the thread of a scheduler as if it had died; resolves when another one has taken its place. */
async function kill(vm: VM, scheduler: number): Promise<void> {
  const down = once(vm, 'schedulerDown')
  ;(vm as unknown as { [TERMINATE](scheduler: number): void })[TERMINATE](scheduler)
  await down
}

/** Reads on until a message of each of these has been traced. */
async function untilTraced(trace: AsyncGenerator<TraceEvent>, pids: readonly number[]): Promise<void> {
  const missing = new Set(pids)
  while (missing.size > 0) {
    const { value, done } = await trace.next()
    if (done || value.type === 'ended') throw new Error(`the trace has ended: ${JSON.stringify(value)}`)
    if (value.type === 'traced') for (const { process } of value.messages) missing.delete(process.pid)
  }
}

it('a trace of a function goes on with the successor of a scheduler', async () => {
  const { vm, app, observer } = await observe(2)
  try {
    const events = eventsOf(observer)
    await events.next()
    const trace = traceOf(observer, { function: { name: 'echo' }, durationMs: 60_000 })
    expect((await trace.next()).value).toMatchObject({ type: 'started' })
    const pids = [await vm.run(app.echoOn, 1), await vm.run(app.echoOn, 2)] as const
    await vm.spawn(app.pesters, pids)
    await untilTraced(trace, pids)

    await kill(vm, 2)
    const successors = [pids[0], await vm.run(app.echoOn, 2)] as const
    await vm.spawn(app.pesters, successors)
    await untilTraced(trace, successors)
    await trace.return(undefined)

    let isTold = false
    for await (const event of events) {
      if (event.type === 'events') isTold ||= event.events.some(({ kind }) => kind === 'schedulerDown')
      if (isTold && event.type === 'overview' && event.schedulers[1]?.lives === 2) break
    }
    expect(await ask(observer, { type: 'processes', filter: 'echo' })).toMatchObject({ silent: [] })
  } finally {
    await vm.stop()
  }
})

it('a trace of a process ends with its scheduler', async () => {
  const { vm, app, observer } = await observe(2)
  try {
    const pid = await vm.run(app.echoOn, 2)
    await vm.spawn(app.pesters, [pid])
    const trace = traceOf(observer, { pid, durationMs: 60_000 })
    await untilTraced(trace, [pid])
    await kill(vm, 2)
    let last: TraceEvent | undefined
    for await (const event of trace) last = event
    expect(last).toEqual({ type: 'ended', why: 'process' })
    expect((await ask(observer, { type: 'processes', filter: 'pesters' })).matching).toBe(1)
  } finally {
    await vm.stop()
  }
})

it('a trace is asked for while a scheduler dies', async () => {
  const { vm, app, observer } = await observe(2)
  try {
    const trace = traceOf(observer, { function: { name: 'echo' }, durationMs: 60_000 })
    const [started] = await Promise.all([trace.next(), kill(vm, 2)])
    expect(started.value).toMatchObject({ type: 'started' })
    const pids = [await vm.run(app.echoOn, 1), await vm.run(app.echoOn, 2)] as const
    await vm.spawn(app.pesters, pids)
    await untilTraced(trace, pids)
    await trace.return(undefined)
  } finally {
    await vm.stop()
  }
})

it('a trace ends with the VM, when its only scheduler dies', async () => {
  const { vm, observer } = await observe(1)
  const trace = traceOf(observer, { function: { name: 'echo' }, durationMs: 60_000 })
  await trace.next()
  ;(vm as unknown as { [TERMINATE](scheduler: number): void })[TERMINATE](1)
  let last: TraceEvent | undefined
  for await (const event of trace) last = event
  expect(last).toEqual({ type: 'ended', why: 'stopped' })
  await vm.stop().catch(() => {})
})

it('a trace ends while its only scheduler is held up, and answers nobody', async () => {
  const { vm, app, observer } = await observe(1)
  try {
    const trace = traceOf(observer, { function: { name: 'echo' }, durationMs: 60_000 })
    await trace.next()
    await vm.spawn(app.holds, vm.self, 1500)
    await vm.receive('held')
    // Closing asks no further: what is still asked then is refused, and nobody waits for it.
    await observer.close()
    let last: TraceEvent | undefined
    for await (const event of trace) last = event
    expect(last).toEqual({ type: 'ended', why: 'stopped' })
    expect(await vm.run(app.echoOn, 1)).toEqual(expect.any(Number))
  } finally {
    await vm.stop()
  }
})
