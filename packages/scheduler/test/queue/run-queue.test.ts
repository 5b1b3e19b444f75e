import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type Runnable, RunQueue } from '../../src/queue/run-queue.ts'
import { TaskRing } from '../../src/queue/task-ring.ts'

interface Task extends Runnable {
  id: number
  movable: boolean
}

const isMovable = (task: Task): boolean => task.movable

const MAX = 0
const HIGH = 1
const NORMAL = 2
const LOW = 3

function task(id: number, priority = NORMAL, movable = false): Task {
  return { id, priority, movable }
}

function drain(queue: RunQueue<Task>): number[] {
  const ids: number[] = []
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) ids.push(next.id)
  return ids
}

describe('RunQueue', () => {
  it('is first in, first out within a priority', () => {
    const queue = new RunQueue<Task>()
    for (let id = 0; id < 1_000; id++) queue.push(task(id))
    expect(queue.length).toBe(1_000)
    expect(drain(queue)).toEqual(Array.from({ length: 1_000 }, (_, id) => id))
    expect(queue.length).toBe(0)
    expect(queue.shift()).toBeUndefined()
  })

  it('gives max, then high, every turn while they have work', () => {
    const queue = new RunQueue<Task>()
    queue.push(task(1, LOW))
    queue.push(task(2, NORMAL))
    queue.push(task(3, HIGH))
    queue.push(task(4, MAX))
    queue.push(task(5, HIGH))
    expect(drain(queue)).toEqual([4, 3, 5, 2, 1])
  })

  it('lets low have one turn after eight of normal, for as long as both have work', () => {
    const queue = new RunQueue<Task>()
    for (let id = 0; id < 3; id++) queue.push(task(id, NORMAL))
    for (let id = 3; id < 6; id++) queue.push(task(id, LOW))
    const turns = [0, 0, 0, 0]
    for (let turn = 0; turn < 9_000; turn++) {
      const next = queue.shift() as Task
      turns[next.priority] = (turns[next.priority] as number) + 1
      queue.push(next)
    }
    expect(turns).toEqual([0, 0, 8_000, 1_000])
  })

  it('puts what has waited elsewhere at the front of its priority', () => {
    const queue = new RunQueue<Task>()
    for (let id = 0; id < 100; id++) queue.push(task(id))
    queue.push(task(100, HIGH))
    for (let id = 101; id < 200; id++) queue.unshift(task(id))
    queue.unshift(task(200, HIGH))
    const late = Array.from({ length: 99 }, (_, i) => 199 - i)
    expect(queue.length).toBe(201)
    expect(drain(queue)).toEqual([200, 100, ...late, ...Array.from({ length: 100 }, (_, id) => id)])
    expect(queue.length).toBe(0)
  })

  it('runs low at once when nothing else has work', () => {
    const queue = new RunQueue<Task>()
    for (let id = 0; id < 20; id++) queue.push(task(id, LOW))
    expect(drain(queue)).toEqual(Array.from({ length: 20 }, (_, id) => id))
  })

  it('takes the oldest movable task out of turn and keeps the order of the others', () => {
    const queue = new RunQueue<Task>()
    for (let id = 0; id < 10; id++) queue.push(task(id, NORMAL, id % 3 === 2))
    expect(queue.take(2, isMovable)).toBeUndefined()
    expect(queue.take(3, isMovable)?.id).toBe(2)
    expect(queue.take(10, isMovable)?.id).toBe(5)
    expect(queue.take(10, isMovable)?.id).toBe(8)
    expect(queue.take(10, isMovable)).toBeUndefined()
    expect(queue.length).toBe(7)
    expect(drain(queue)).toEqual([0, 1, 3, 4, 6, 7, 9])
  })

  it('takes movable tasks of normal, then low, then high, and never of max', () => {
    const queue = new RunQueue<Task>()
    for (const priority of [MAX, HIGH, LOW, NORMAL]) queue.push(task(priority, priority, true))
    expect([1, 2, 3, 4].map(() => queue.take(8, isMovable)?.id)).toEqual([NORMAL, LOW, HIGH, undefined])
    expect(drain(queue)).toEqual([MAX])
  })

  it('removes a task wherever it stands, even when its priority has changed since', () => {
    const queue = new RunQueue<Task>()
    const tasks = [task(0), task(1), task(2, HIGH), task(3, LOW)]
    for (const each of tasks) queue.push(each)
    ;(tasks[2] as Task).priority = NORMAL
    expect(queue.remove(tasks[2] as Task)).toBe(true)
    expect(queue.remove(tasks[2] as Task)).toBe(false)
    expect(queue.remove(tasks[0] as Task)).toBe(true)
    expect([queue.lengthOf(MAX), queue.lengthOf(HIGH), queue.lengthOf(NORMAL), queue.lengthOf(LOW)]).toEqual([
      0, 0, 1, 1,
    ])
    expect(drain(queue)).toEqual([1, 3])
  })

  it('keeps no reference to a task that has left, and gives its array back after a burst', () => {
    const queue = new RunQueue<Task>()
    for (let id = 0; id < 20_000; id++) queue.push(task(id))
    const normal = Reflect.get(queue, 'line')
    const entries = () => Reflect.get(normal, 'entries') as unknown[]
    for (let taken = 0; taken < 19_999; taken++) queue.shift()
    expect(entries().filter((entry) => entry !== undefined)).toHaveLength(1)
    queue.shift()
    expect(entries().length).toBeLessThan(1_000)
  })

  it('gives heirs their turns before the line, and low its own after eight of both', () => {
    const queue = new RunQueue<Task>()
    for (let id = 0; id < 3; id++) queue.push(task(id))
    for (let id = 8; id > 2; id--) {
      queue.push(task(id))
      queue.makeHeir(0)
    }
    queue.push(task(9, LOW))
    queue.push(task(10, HIGH))
    expect([queue.length, queue.lengthOf(NORMAL)]).toEqual([11, 9])
    expect(drain(queue)).toEqual([10, 3, 4, 5, 6, 7, 8, 0, 1, 9, 2])
    expect(queue.length).toBe(0)
  })

  it('has heirs in order, wherever they come in, and lines them up in it', () => {
    const queue = new RunQueue<Task>()
    for (let id = 0; id < 20; id++) queue.push(task(id))
    for (const index of [0, 0, 1, 3, 0, 2, 6, 4, 8, 9, 5, 10]) queue.makeHeir(index)
    const heirs = Array.from({ length: queue.heirsLength }, (_, index) => queue.heirAt(index)?.id as number)
    expect(heirs.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 12 }, (_, id) => id + 8))
    queue.lineUp()
    expect([queue.heirsLength, queue.length]).toEqual([0, 20])
    expect(drain(queue)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, ...heirs])
  })

  it('takes and removes heirs as well as those in line', () => {
    const queue = new RunQueue<Task>()
    queue.push(task(0))
    queue.push(task(1, NORMAL, true))
    const heir = task(2, NORMAL, true)
    for (const each of [heir, task(3, NORMAL, true)]) {
      queue.push(each)
      queue.makeHeir(queue.heirsLength)
    }
    expect(queue.remove(heir)).toBe(true)
    expect([queue.take(4, isMovable)?.id, queue.take(4, isMovable)?.id, queue.take(4, isMovable)]).toEqual([
      1,
      3,
      undefined,
    ])
    expect(drain(queue)).toEqual([0])
  })

  it('refuses a priority that is none', () => {
    expect(() => new RunQueue<Task>().push(task(0, 4))).toThrow('priority 4')
  })

  it('behaves like four lists', () => {
    const step = fc.oneof(
      {
        weight: 5,
        arbitrary: fc.record({ kind: fc.constant('push' as const), priority: fc.nat(3), movable: fc.boolean() }),
      },
      { weight: 3, arbitrary: fc.record({ kind: fc.constant('shift' as const) }) },
      { weight: 2, arbitrary: fc.record({ kind: fc.constant('take' as const), limit: fc.nat(6) }) },
      { weight: 1, arbitrary: fc.record({ kind: fc.constant('remove' as const), which: fc.nat() }) },
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 300 }), fc.boolean(), (steps, onlyNormal) => {
        const queue = new RunQueue<Task>()
        const model = new Model()
        const all: Task[] = []
        for (const action of steps) {
          if (action.kind === 'push') {
            const next = task(all.length, onlyNormal ? NORMAL : action.priority, action.movable)
            all.push(next)
            queue.push(next)
            model.push(next)
          } else if (action.kind === 'shift') expect(queue.shift()).toBe(model.shift())
          else if (action.kind === 'take')
            expect(queue.take(action.limit, isMovable)).toBe(model.takeMovable(action.limit))
          else if (all.length > 0) {
            const which = all[action.which % all.length] as Task
            expect(queue.remove(which)).toBe(model.remove(which))
          }
          expect(queue.length).toBe(model.lists.reduce((sum, list) => sum + list.length, 0))
          for (const priority of [MAX, HIGH, NORMAL, LOW])
            expect(queue.lengthOf(priority)).toBe(model.list(priority).length)
        }
        for (let next = model.shift(); next !== undefined; next = model.shift()) expect(queue.shift()).toBe(next)
        expect(queue.shift()).toBeUndefined()
      }),
      { numRuns: 300 },
    )
  })
})

class Model {
  readonly lists: Task[][] = [[], [], [], []]
  private normalTurns = 0

  list(priority: number): Task[] {
    return this.lists[priority] as Task[]
  }

  push(task: Task): void {
    this.list(task.priority).push(task)
  }

  shift(): Task | undefined {
    if (this.list(MAX).length > 0) return this.list(MAX).shift()
    if (this.list(HIGH).length > 0) return this.list(HIGH).shift()
    const [normal, low] = [this.list(NORMAL), this.list(LOW)]
    if (low.length === 0) return normal.shift() // turns count only while low waits
    if (normal.length > 0 && this.normalTurns < 8) {
      this.normalTurns += 1
      return normal.shift()
    }
    this.normalTurns = 0
    return low.shift()
  }

  takeMovable(limit: number): Task | undefined {
    for (const priority of [NORMAL, LOW, HIGH]) {
      const list = this.list(priority)
      const index = list.slice(0, limit).findIndex((each) => each.movable)
      if (index >= 0) return list.splice(index, 1)[0]
    }
    return undefined
  }

  remove(task: Task): boolean {
    const list = this.lists.find((each) => each.includes(task))
    list?.splice(list.indexOf(task), 1)
    return list !== undefined
  }
}

describe('TaskRing', () => {
  it('behaves like an array', () => {
    const step = fc.record({ kind: fc.constantFrom('push', 'unshift', 'insert', 'shift', 'pop'), at: fc.nat(200) })
    fc.assert(
      fc.property(fc.array(step, { maxLength: 400 }), (steps) => {
        const ring = new TaskRing<number>()
        const model: number[] = []
        for (const [id, { kind, at }] of steps.entries()) {
          const index = at % (model.length + 1)
          if (kind === 'push') {
            ring.push(id)
            model.push(id)
          } else if (kind === 'unshift' || kind === 'insert') {
            const before = kind === 'unshift' ? 0 : index
            if (kind === 'unshift') ring.unshift(id)
            else ring.insert(before, id)
            model.splice(before, 0, id)
          } else if (kind === 'shift') expect(ring.shift()).toBe(model.shift())
          else expect(ring.pop()).toBe(model.pop())
          expect([ring.length, ring.at(index)]).toEqual([model.length, model[index]])
        }
        expect(model.map(() => ring.shift())).toEqual(model)
      }),
    )
  })
})
