import { describe, expect, it } from 'vitest'
import { type Executor, type Extras, REDUCTIONS, SliceResult } from '../../src/endpoint/executor.ts'
import { Scheduler } from '../../src/scheduler/scheduler.ts'
import type { Tracer } from '../../src/scheduler/tracer.ts'
import { Header, Statistic } from '../../src/shared/layout.ts'
import { SharedMemory } from '../../src/shared/memory.ts'
import { Interleaver } from '../../src/simulator/interleaver.ts'
import { simulatedMesh } from '../../src/simulator/mesh.ts'
import { SimulatedClock } from '../../src/simulator/simulated-clock.ts'
import { SimulatedThread } from '../../src/simulator/simulated-thread.ts'
import type { Pid } from '../../src/table/pid.ts'
import { Priority, Task, TaskStatus } from '../../src/task.ts'
import { Timer } from '../../src/timers/timer.ts'
import type { ByteReader } from '../../src/wire/reader.ts'
import type { ByteWriter } from '../../src/wire/writer.ts'

/** A process that needs a number of slices, and weighs a number of bytes on its way. */
class Work extends Task {
  slices = 1
  weight = 0
  /** Cannot leave its scheduler. */
  stuck = false
}

/** What ran, in all schedulers: `scheduler:pid`. */
interface World {
  memory: SharedMemory
  clock: SimulatedClock
  interleaver: Interleaver
  schedulers: Scheduler<Work>[]
  ended: Map<Pid, number>
}

class Runner implements Executor<Work> {
  scheduler: Scheduler<Work> | undefined
  readonly #ended: Map<Pid, number>

  constructor(ended: Map<Pid, number>) {
    this.#ended = ended
  }

  runSlice(task: Work): SliceResult {
    const scheduler = this.scheduler as Scheduler<Work>
    if (--task.slices > 0) return SliceResult.yielded
    expect(this.#ended.has(task.pid)).toBe(false)
    this.#ended.set(task.pid, scheduler.id)
    scheduler.endpoint.retire(task)
    return SliceResult.exited
  }

  reductionsLeft(): number {
    return 0
  }

  longSlice(): void {}
  deliver(): undefined {}
  deliverDead(): void {}
  notice(): void {}

  encode(task: Work, payload: ByteWriter, extras: unknown[]): boolean {
    if (task.stuck) return false
    payload.u32(task.slices)
    payload.u8(task.priority)
    payload.u32(task.weight)
    if (task.weight > 1000) extras.push('heavy')
    for (let i = 0; i < task.weight; i++) payload.u8(i)
    return true
  }

  left(): void {}

  decode(pid: Pid, expected: number, payload: ByteReader, _extras: Extras): Work {
    const slices = payload.u32()
    const task = new Work(pid, payload.u8() as Priority, 0, expected)
    task.slices = slices
    task.weight = payload.u32()
    this.scheduler?.makeRunnable(task)
    return task
  }
}

function world(schedulers: number, seed: number, ringCapacity = 4): World {
  const memory = SharedMemory.create({ schedulers, processLimit: 4096, ringCapacity, ringPayloadBytes: 64 })
  const clock = new SimulatedClock()
  const ended = new Map<Pid, number>()
  const threads = simulatedMesh(schedulers + 1).map((links) => new SimulatedThread(clock, links, 2))
  const interleaver = new Interleaver(clock, threads, seed)
  const all = Array.from({ length: schedulers }, (_, i) => {
    const thread = threads[i + 1] as SimulatedThread
    const runner = new Runner(ended)
    const scheduler = new Scheduler<Work>(i + 1, memory, thread.links, runner, thread)
    runner.scheduler = scheduler
    thread.host(() => scheduler.turn())
    scheduler.start()
    return scheduler
  })
  return { memory, clock, interleaver, schedulers: all, ended }
}

function add(
  scheduler: Scheduler<Work>,
  options: Partial<Pick<Work, 'slices' | 'weight' | 'stuck' | 'home'>> = {},
): Work {
  const slot = scheduler.endpoint.slots.take()
  const expected = scheduler.endpoint.nextTicket(slot)
  const task = new Work(scheduler.endpoint.openRow(slot), Priority.normal, 0, expected)
  Object.assign(task, options)
  task.movable = task.home === 0
  scheduler.endpoint.table.set(task)
  scheduler.makeRunnable(task)
  return task
}

/** Until everybody sleeps. */
function settle({ interleaver }: World): void {
  while (interleaver.step(() => {}));
}

function total({ memory, schedulers }: World, which: number): number {
  return schedulers.reduce((sum, { id }) => sum + (memory.statistics[memory.layout.statistic(id, which)] as number), 0)
}

describe('schedulers', () => {
  it('run every task once to its end and then all park, whatever the interleaving', () => {
    for (let seed = 0; seed < 50; seed++) {
      const all = world(1 + (seed % 5), seed, seed % 2 === 0 ? 2 : 8)
      const [first] = all.schedulers as [Scheduler<Work>]
      const pids: Pid[] = []
      for (let i = 0; i < 60; i++) {
        const weight = [0, 10, 100, 2000][i % 4] as number
        pids.push(add(first, { slices: 1 + (i % 7), weight, stuck: i % 11 === 0 }).pid)
      }
      settle(all)
      expect([...all.ended.keys()].toSorted(), `seed ${seed}`).toEqual(pids.toSorted())
      expect(all.interleaver.canStep()).toBe(false)
      expect(total(all, Statistic.spawned) - total(all, Statistic.exited)).toBe(0)
      for (const { endpoint, runQueue } of all.schedulers)
        expect([[...endpoint.table], runQueue.length]).toEqual([[], 0])
    }
  })

  it('let children go before the line on what their parent leaves, but not once one of them has taken long', () => {
    for (const milliseconds of [0, 1]) {
      const all = world(1, 1)
      const [first] = all.schedulers as [Scheduler<Work>]
      const order: string[] = []
      const children: Work[] = []
      const runner: Executor<Work> = new Runner(all.ended)
      Object.assign(runner, { scheduler: first, reductionsLeft: () => REDUCTIONS - 8 })
      const runSlice = runner.runSlice.bind(runner)
      runner.runSlice = (task) => {
        if (task === parent) for (let i = 0; i < 5; i++) children.push(add(first))
        else if (task !== other) all.clock.now += milliseconds
        order.push(task === parent ? 'parent' : task === other ? 'other' : `${children.indexOf(task)}`)
        if (task !== parent) return runSlice(task)
        task.status = TaskStatus.waiting
        return SliceResult.waiting
      }
      const tracer: Tracer<Work> = Object.assign(runner, { parks() {}, wakes() {}, steals() {}, stops() {} })
      first.trace(tracer)
      const parent = add(first)
      const other = add(first)
      settle(all)
      expect(order.join(' ')).toBe(milliseconds === 0 ? 'parent 0 1 2 3 4 other' : 'parent 0 other 1 2 3 4')
    }
  })

  it('set a time limit after the burst in which it began', () => {
    const all = world(1, 1)
    const [first] = all.schedulers as [Scheduler<Work>]
    const armed: number[] = []
    all.clock.now = 41
    first.armLater({ arm: (now) => armed.push(now) })
    expect(armed).toEqual([])
    add(first)
    settle(all)
    expect(armed).toEqual([expect.closeTo(41, 1)])
  })

  it('all get work from one that has much', () => {
    const all = world(4, 1)
    const [first] = all.schedulers as [Scheduler<Work>]
    for (let i = 0; i < 400; i++) add(first, { slices: 5 })
    settle(all)
    const shares = [1, 2, 3, 4].map((id) => [...all.ended.values()].filter((by) => by === id).length)
    expect(Math.min(...shares)).toBeGreaterThan(20)
    // Some are stolen on, and even back.
    expect(total(all, Statistic.processesIn)).toBeGreaterThanOrEqual(400 - (shares[0] as number))
  })

  it('leave alone what may not move, and what cannot be encoded', () => {
    const all = world(4, 1)
    const [first] = all.schedulers as [Scheduler<Work>]
    const pinned = Array.from({ length: 50 }, () => add(first, { slices: 5, home: 1 }).pid)
    const stuck = Array.from({ length: 50 }, () => add(first, { slices: 5, stuck: true }).pid)
    settle(all)
    expect(new Set([...pinned, ...stuck].map((pid) => all.ended.get(pid)))).toEqual(new Set([1]))
  })

  it('push to a sleeper what a ring entry cannot hold', () => {
    const all = world(2, 3)
    settle(all)
    const [first] = all.schedulers as [Scheduler<Work>]
    for (let i = 0; i < 40; i++) add(first, { slices: 10, weight: i % 2 === 0 ? 500 : 2000 })
    settle(all)
    expect(all.ended.size).toBe(40)
    expect([...all.ended.values()].filter((by) => by === 2).length).toBeGreaterThan(0)
    expect(total(all, Statistic.stealsWon)).toBe(0)
  })

  it('push several of these at once, so that it is worth waking a sleeper', () => {
    const all = world(2, 3)
    settle(all)
    const [first] = all.schedulers as [Scheduler<Work>]
    for (let i = 0; i < 40; i++) add(first, { slices: 10, weight: 500 })
    settle(all)
    expect(all.ended.size).toBe(40)
    const { memory } = all
    const batches = memory.statistics[memory.layout.statistic(1, Statistic.batchesSent)] as number
    expect(memory.statistics[memory.layout.statistic(2, Statistic.processesIn)]).toBeGreaterThan(2 * batches)
  })

  it('wake for timers, not before they are due, and for tasks from outside', () => {
    const all = world(2, 1)
    settle(all)
    const [first] = all.schedulers as [Scheduler<Work>]
    let fired = 0
    class Once extends Timer {
      fire(): void {
        fired = all.clock.now
        add(first)
      }
    }
    first.timers.schedule(new Once(), 500)
    first.attend()
    settle(all)
    expect(fired).toBeGreaterThanOrEqual(500)
    expect(all.ended.size).toBe(1)
    add(all.schedulers[1] as Scheduler<Work>)
    settle(all)
    expect(all.ended.size).toBe(2)
  })

  it('pass over a task that ended while it was queued', () => {
    const all = world(1, 1)
    const [first] = all.schedulers as [Scheduler<Work>]
    const task = add(first)
    first.endpoint.retire(task)
    expect(task.status).toBe(TaskStatus.exited)
    settle(all)
    expect(all.ended.size).toBe(0)
  })

  it('run nothing more once they are stopped', () => {
    const all = world(2, 1)
    const [first, second] = all.schedulers as [Scheduler<Work>, Scheduler<Work>]
    add(first, { slices: 3 })
    first.stop()
    first.stop()
    expect(first.stopped).toBe(true)
    settle(all)
    expect(all.ended.size).toBe(0)
    all.memory.control[Header.stopping] = 1
    add(second)
    for (let i = 0; i < 100; i++) all.interleaver.step(() => {})
    expect(all.ended.size).toBe(0)
  })
})
