import * as fc from 'fast-check'
import { expect } from 'vitest'
import { REDUCTIONS, SliceResult } from '../../src/endpoint/executor.ts'
import { RunQueue } from '../../src/queue/run-queue.ts'
import type { Inheritance as InheritanceType } from '../../src/scheduler/inheritance.ts'
import type { Pid } from '../../src/table/pid.ts'
import { Priority, Task } from '../../src/task.ts'
import type { Mutation } from '../explore/instrument.ts'
import { describeStatements } from './statements.ts'

type Make = (queue: RunQueue<Task>) => InheritanceType<Task>

const { exited, waiting, yielded } = SliceResult

/** A process, of which the tests want the name only. */
class Named extends Task {
  readonly name: string

  constructor(name: string, number: number, parent: Pid | 0, priority: Priority) {
    super(number as Pid, priority, 0, 0)
    this.name = name
    this.parent = parent
  }
}

/** A run queue whose processes do what the tests say. */
class Scene {
  readonly queue = new RunQueue<Task>()
  readonly #inheritance: InheritanceType<Task>
  readonly #tasks = new Map<string, Task>()

  constructor(make: Make, ...line: string[]) {
    this.#inheritance = make(this.queue)
    for (const name of line) this.queue.push(this.#named(name))
  }

  /** Whose turn it is takes its slice: it wakes and spawns these, in this order (`+a` spawns a), and is done as `result` says. Returns who it was. */
  slice(result: SliceResult, spent: number, ...others: string[]): string {
    const task = this.queue.shift() as Named
    task.movable = false
    const waited = this.queue.line.length
    for (const other of others) {
      const spawned = other.startsWith('+')
      if (spawned) this.#inheritance.spawns()
      this.queue.push(this.#named(other.replace('+', ''), spawned ? task : null))
    }
    if (this.#inheritance.isAtWork || (result === exited && this.queue.line.length > waited)) {
      this.#inheritance.ends(task.priority, waited, REDUCTIONS - spent, result)
    }
    if (result === yielded) this.queue.push(task)
    return task.name
  }

  tookLong(): void {
    this.#inheritance.tookLong()
  }

  /** Who comes next, all of them. */
  get order(): string {
    return Array.from({ length: this.queue.length }, () => (this.queue.shift() as Named).name).join(' ')
  }

  #named(name: string, parent: Task | null = null): Task {
    const priority = name.startsWith('high') ? Priority.high : Priority.normal
    const known = this.#tasks.get(name)
    const task = known ?? new Named(name, this.#tasks.size + 1, parent?.pid ?? 0, priority)
    task.movable = parent !== null
    this.#tasks.set(name, task)
    return task
  }
}

/** What must hold of whoever inherits; each throws if it does not. */
const STATEMENTS: Record<string, (make: Make) => void> = {
  'who waits leaves its turn to those that it has spawned, in their order': (make) => {
    const scene = new Scene(make, 'parent', 'other')
    scene.slice(waiting, 100, '+a', '+b')
    expect(scene.order).toBe('a b other')
  },
  'their children come before their brothers': (make) => {
    const scene = new Scene(make, 'parent', 'other')
    scene.slice(waiting, 100, '+a', '+b')
    scene.slice(waiting, 100, '+aa', '+ab')
    expect(scene.order).toBe('aa ab b other')
  },
  'who waits leaves nothing to those that it has woken': (make) => {
    const scene = new Scene(make, 'parent', 'other')
    scene.slice(waiting, 100, 'woken', '+a')
    expect(scene.order).toBe('a other woken')
  },
  'a child is no heir if its parent has woken somebody since': (make) => {
    const scene = new Scene(make, 'parent', 'other')
    scene.slice(waiting, 100, '+a', 'woken', '+b')
    expect(scene.order).toBe('b other a woken')
  },
  'heirs that count nothing do not go on for ever': (make) => {
    const scene = new Scene(make, 'w0', 'other')
    let slices = 1
    scene.slice(exited, 0, 'w1')
    while (slices <= REDUCTIONS && scene.slice(exited, 0, `w${slices + 1}`) !== 'other') slices++
    expect(slices).toBeLessThanOrEqual(REDUCTIONS / 8)
    expect(slices).toBeGreaterThan(REDUCTIONS / 16)
  },
  'nor do those that take long': (make) => {
    const scene = new Scene(make, 'parent', 'other')
    scene.slice(waiting, 1, '+a', '+b')
    scene.tookLong()
    expect(scene.slice(waiting, 1)).toBe('other')
    expect(scene.order).toBe('a b')
  },
  'who ends leaves its turn to those that it has woken, too': (make) => {
    const scene = new Scene(make, 'one', 'other')
    scene.slice(exited, 100, 'woken')
    expect(scene.order).toBe('woken other')
  },
  'a parent that is woken has its turn behind its other children': (make) => {
    const scene = new Scene(make, 'parent', 'other')
    scene.slice(waiting, 100, '+a', '+b', '+c')
    expect(scene.slice(exited, 100, 'parent')).toBe('a')
    expect(scene.order).toBe('b c parent other')
  },
  'and before those of others': (make) => {
    const scene = new Scene(make, 'root', 'other')
    scene.slice(waiting, 100, '+parent', '+uncle')
    scene.slice(waiting, 100, '+a', '+b')
    scene.slice(exited, 100, 'parent')
    expect(scene.order).toBe('b parent uncle other')
  },
  'the children of who ends come before their uncles': (make) => {
    const scene = new Scene(make, 'root', 'other')
    scene.slice(waiting, 100, '+parent', '+uncle')
    scene.slice(exited, 100, '+a', '+b')
    expect(scene.order).toBe('a b uncle other')
  },
  'who was spawned in a slice that left nothing stays in line': (make) => {
    const scene = new Scene(make, 'parent', 'other', 'last')
    scene.slice(waiting, REDUCTIONS, '+a')
    expect(scene.slice(waiting, 1, '+b')).toBe('other')
    expect(scene.order).toBe('b last a')
  },
  'a tree is walked in depth, few of it alive at once': (make) => {
    const scene = new Scene(make, 'n')
    const left = new Map<string, number>()
    let alive = 1
    let most = 1
    while (scene.queue.length > 0) {
      const next = (scene.queue.heirAt(0) ?? scene.queue.line.at(0)) as Named
      const depth = next.name.length
      const parent = next.name.slice(0, -1)
      if (depth < 6 && !left.has(next.name)) {
        left.set(next.name, 2)
        alive += 2
        scene.slice(waiting, 1, `+${next.name}a`, `+${next.name}b`)
      } else if ((left.get(next.name) ?? 0) > 0) {
        scene.slice(waiting, 1)
      } else {
        alive--
        const others = (left.get(parent) ?? 0) - 1
        left.set(parent, others)
        // The first child wakes its parent, which has both messages by the time of its turn.
        scene.slice(exited, 1, ...(others === 1 ? [parent] : []))
      }
      most = Math.max(most, alive)
    }
    expect(alive).toBe(0)
    expect(most).toBeLessThan(16)
  },
  'who has used up its slice leaves nothing': (make) => {
    const scene = new Scene(make, 'parent', 'other')
    scene.slice(yielded, REDUCTIONS, '+a')
    expect(scene.order).toBe('other a parent')
    const waits = new Scene(make, 'parent', 'other')
    waits.slice(waiting, REDUCTIONS, '+a')
    expect(waits.order).toBe('other a')
  },
  'nor does one that gives up its turn': (make) => {
    const scene = new Scene(make, 'parent', 'other')
    scene.slice(yielded, 1, '+a')
    expect(scene.order).toBe('other a parent')
  },
  'once nothing is left the heirs get in line, in their order': (make) => {
    const scene = new Scene(make, 'parent', 'other')
    scene.slice(waiting, 1000, '+a', '+b', '+c')
    scene.slice(waiting, REDUCTIONS - 1000)
    expect(scene.queue.heirsLength).toBe(0)
    expect(scene.order).toBe('other b c')
  },
  'all heirs together have no more than one slice, and what the last one takes': (make) =>
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: REDUCTIONS }), { minLength: 1, maxLength: 50 }), (slices) => {
        const scene = new Scene(make, 'first', 'other')
        let taken = 0
        for (const [index, spent] of slices.entries()) {
          const who = scene.slice(waiting, spent, `+child${index}`)
          if (who === 'other') return
          expect(taken).toBeLessThan(REDUCTIONS)
          taken += spent
        }
      }),
    ),
  'the next one in line has a whole slice to leave': (make) => {
    const scene = new Scene(make, 'first', 'second', 'other')
    scene.slice(waiting, REDUCTIONS)
    scene.slice(waiting, REDUCTIONS - 1, '+a')
    expect(scene.order).toBe('a other')
  },
  'an heir that spawns nobody takes no turn away from the line': (make) => {
    const scene = new Scene(make, 'parent', 'other')
    scene.slice(waiting, 100, '+a')
    scene.slice(exited, 100)
    scene.slice(waiting, REDUCTIONS - 1, '+b')
    expect(scene.order).toBe('b')
  },
  'a high priority neither leaves anything nor takes of what is left': (make) => {
    const scene = new Scene(make, 'high', 'parent', 'other')
    scene.slice(waiting, 100, '+a')
    expect(scene.order).toBe('parent other a')
    const heirs = new Scene(make, 'parent', 'other')
    heirs.slice(waiting, 100, '+a', '+b', 'high')
    heirs.slice(exited, REDUCTIONS)
    expect(heirs.slice(waiting, 100)).toBe('a')
    expect(heirs.order).toBe('b other')
  },
}

const CAUGHT: Record<string, Mutation> = {
  'who spawns has what the heirs have left': [
    ['    this.isAtWork = true\n    this.#left = REDUCTIONS\n', '    this.isAtWork = true\n'],
  ],
  'each child is a whole slice more': [['    if (this.isAtWork) return\n', '']],
  'who ends has what the heirs have left': [['if (!this.isAtWork) this.#left = REDUCTIONS', '']],
  'who counts nothing uses up nothing': [['Math.max(REDUCTIONS - left, LEAST)', '(REDUCTIONS - left)']],
  'what takes long goes on': [['    this.#runQueue.lineUp()\n', '']],
  'nothing is used up': [['this.#left -= Math.max(REDUCTIONS - left, LEAST)', '']],
  'heirs stay though nothing is left': [['if (this.#left <= 0) runQueue.lineUp()', 'if (this.#left <= 0) {}']],
  'it hears of nobody but those that spawn': [['this.isAtWork = runQueue.heirsLength > 0', 'this.isAtWork = false']],
  'all priorities leave something': [['if (priority === Priority.normal) {', '{']],
  'who waited in line before inherits': [['while (line.length > waited) {', 'while (line.length > 0) {']],
  'a child that waited in line before inherits': [['while (line.length > waited && line', 'while (line']],
  'one that is woken inherits of who waits': [['?.movable === true', ' !== undefined']],
  'who waits leaves to the woken': [['this.#inheritChildren(waited)', 'this.#inheritAll(waited)']],
  'who ends leaves to its children only': [['this.#inheritAll(waited)', 'this.#inheritChildren(waited)']],
  'who gives up its turn leaves it': [
    ['else if (result === SliceResult.exited)', 'else if (result !== SliceResult.waiting)'],
  ],
  'children come last': [['runQueue.makeHeir(0)', 'runQueue.makeHeir(runQueue.heirsLength)']],
  'children of who ends come last': [['task.movable ? 0 :', 'task.movable ? runQueue.heirsLength :']],
  'parents come first': [['task.movable ? 0 : this.#childrenOf(task)', '0']],
  'parents come last': [['this.#childrenOf(task))', 'runQueue.heirsLength)']],
}

describeStatements('Inheritance', STATEMENTS, CAUGHT)
