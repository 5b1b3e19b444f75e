import { expect, it } from 'vitest'
import type { Endpoint } from '../../src/endpoint/endpoint.ts'
import { RunQueue } from '../../src/queue/run-queue.ts'
import { COMPUTES, HandingOver } from '../../src/scheduler/handing-over.ts'
import { Statistic } from '../../src/shared/layout.ts'
import { SharedMemory } from '../../src/shared/memory.ts'
import type { Pid } from '../../src/table/pid.ts'
import { Priority, Task } from '../../src/task.ts'

class Computing extends Task {
  constructor(number: number) {
    super(number as Pid, Priority.normal, 0, 0)
    this.movable = false
    this.computed = COMPUTES
  }
}

/** Where scheduler 1 hands some of eight processes that compute, when 2 and 3 have nothing in their run queues and `turned` have turned. */
function handedTo(turned: readonly number[]): number[] {
  const memory = SharedMemory.create({ schedulers: 3, processLimit: 1024, ringCapacity: 4, ringPayloadBytes: 64 })
  for (const id of turned) memory.statistics[memory.layout.statistic(id, Statistic.turns)] = 1
  const to: number[] = []
  const endpoint = {
    memory,
    encodeTask: () => true,
    push: (_task: Task, scheduler: number) => to.push(scheduler),
  } as unknown as Endpoint<Task>
  const runQueue = new RunQueue<Task>()
  for (let number = 0; number < 8; number++) runQueue.push(new Computing(number))
  new HandingOver(1, endpoint, runQueue, undefined as never, undefined as never).balance(100)
  return to
}

it('those that compute go to the scheduler with the shortest run queue', () => {
  expect(handedTo([1, 2, 3])).toEqual([2, 2, 2, 2])
})

it('those that compute do not go to a scheduler that still loads', () => {
  expect(handedTo([1, 3])).toEqual([3, 3, 3, 3])
  expect(handedTo([1])).toEqual([])
})
