import { describe, expect, it } from 'vitest'
import { type Executor, SliceResult } from '../../src/endpoint/executor.ts'
import { Expenses } from '../../src/scheduler/expenses.ts'
import { Scheduler } from '../../src/scheduler/scheduler.ts'
import { Statistic } from '../../src/shared/layout.ts'
import { SharedMemory } from '../../src/shared/memory.ts'
import { Interleaver } from '../../src/simulator/interleaver.ts'
import { simulatedMesh } from '../../src/simulator/mesh.ts'
import { SimulatedClock } from '../../src/simulator/simulated-clock.ts'
import { SimulatedThread } from '../../src/simulator/simulated-thread.ts'
import type { Pid } from '../../src/table/pid.ts'
import { Priority, Task, TaskStatus } from '../../src/task.ts'
import type { ByteReader } from '../../src/wire/reader.ts'
import type { ByteWriter } from '../../src/wire/writer.ts'

/** Milliseconds that a slice takes: long, so that whatever can run is worth handing over. */
const SLICE = 0.2

/** A process that has started. */
class Waiter extends Task {}

/** Runs one slice of each process that is woken, which then waits; to move a process takes `moving` milliseconds of the clock. */
class Waiters implements Executor<Task> {
  scheduler: Scheduler<Task> | undefined
  readonly #clock: SimulatedClock
  readonly #moving: number

  constructor(clock: SimulatedClock, moving: number) {
    this.#clock = clock
    this.#moving = moving
  }

  runSlice(task: Task): SliceResult {
    this.#clock.now += SLICE
    task.status = TaskStatus.waiting
    return SliceResult.waiting
  }

  reductionsLeft(): number {
    return 0
  }

  longSlice(): void {}
  deliver(): undefined {}
  deliverDead(): void {}
  notice(): void {}
  left(): void {}

  encode(_task: Task, payload: ByteWriter): boolean {
    this.#clock.now += this.#moving
    payload.u8(0)
    return true
  }

  decode(pid: Pid, expected: number, payload: ByteReader): Task {
    payload.u8()
    const task = new Waiter(pid, Priority.normal, 0, expected)
    task.movable = false
    this.scheduler?.makeRunnable(task)
    return task
  }
}

/** Eight processes that are woken a hundred times, all at once: how often they change their scheduler. */
function moves(moving: number): number {
  const memory = SharedMemory.create({ schedulers: 2, processLimit: 1024, ringCapacity: 4, ringPayloadBytes: 64 })
  const clock = new SimulatedClock()
  const threads = simulatedMesh(3).map((links) => new SimulatedThread(clock, links, 64))
  const interleaver = new Interleaver(clock, threads, 1)
  const schedulers = [1, 2].map((id) => {
    const thread = threads[id] as SimulatedThread
    const waiters = new Waiters(clock, moving)
    const scheduler = new Scheduler<Task>(id, memory, thread.links, waiters, thread)
    waiters.scheduler = scheduler
    thread.host(() => scheduler.turn())
    scheduler.start()
    return scheduler
  })
  const { endpoint } = schedulers[0] as Scheduler<Task>
  for (let i = 0; i < 8; i++) {
    const slot = endpoint.slots.take()
    const task = new Waiter(endpoint.openRow(slot), Priority.normal, 0, endpoint.nextTicket(slot))
    task.movable = false
    task.status = TaskStatus.waiting
    endpoint.table.set(task)
  }
  for (let round = 0; round < 100; round++) {
    for (const scheduler of schedulers)
      for (const task of [...scheduler.endpoint.table])
        if (task.status === TaskStatus.waiting) scheduler.makeRunnable(task)
    while (interleaver.step(() => {}));
  }
  return schedulers.reduce(
    (sum, { id }) => sum + (memory.statistics[memory.layout.statistic(id, Statistic.processesIn)] as number),
    0,
  )
}

describe('handing over processes that wait between long slices', () => {
  it('goes on while that costs little', () => {
    expect(moves(0)).toBeGreaterThan(100)
  })

  it('is seldom when it takes longer than a slice', () => {
    expect(moves(0.5)).toBeGreaterThan(0)
    expect(moves(0.5)).toBeLessThan(40)
  })

  it('may cost a fiftieth of the time, and no interruption keeps it from it for longer than a tenth of a second', () => {
    const expenses = new Expenses()
    expect(expenses.mayAfford(0)).toBe(true)
    expenses.spend(2.5)
    expect(expenses.mayAfford(20)).toBe(false)
    expect(expenses.mayAfford(30)).toBe(true)
    expenses.spend(1000)
    expect(expenses.mayAfford(100)).toBe(false)
    expect(expenses.mayAfford(131)).toBe(true)
  })
})
