import { REDUCTIONS } from '@multibeam/scheduler'
import { type Pid, Process, receive, self, send, sleep, spawn, spawnWith } from 'multibeam'
import { simulate } from 'multibeam/testing'
import { describe, expect, it } from 'vitest'
import { costOfQueue } from '../../src/process/reductions.ts'

type Level = 'max' | 'high' | 'normal' | 'low'

/** The test's own: all schedulers live in one thread. */
let turns: Record<Level, number>
let sent: number
let longest: number
let alive: number
let links: number

function* busy(level: Level): Process {
  while (turns.normal + turns.low < 9000) {
    turns[level]++
    yield* Process.yield()
  }
}

/** Says its name, `times` times, a turn each. */
function* named(to: Pid, name: string, times: number): Process {
  for (let i = 0; i < times; i++) {
    send(to, name)
    yield* Process.yield()
  }
}

describe('turns on one scheduler', () => {
  it('S61 normal and low share eight to one', async () => {
    function* main(): Process<unknown> {
      turns = { max: 0, high: 0, normal: 0, low: 0 }
      for (const level of ['normal', 'low', 'normal', 'low'] as const) spawnWith({ priority: level }, busy, level)
      yield* sleep(10_000)
      return turns.normal / turns.low
    }
    const ratio = await simulate({ schedulers: 1, seed: 1 }, main)
    expect(ratio).toBeGreaterThan(7.5)
    expect(ratio).toBeLessThan(8.5)
  })

  it.each<Level>(['high', 'max'])('S61 a busy %s process leaves normal and low none', async (level) => {
    function* strict(): Process<unknown> {
      // All others can run before this begins.
      const before = { ...turns }
      for (let i = 0; i < 500; i++) yield* Process.yield()
      return [turns.normal - before.normal, turns.low - before.low]
    }
    function* starter(to: Pid): Process {
      send(to, yield* strict())
    }
    function* main(): Process<unknown> {
      turns = { max: 0, high: 0, normal: 0, low: 0 }
      spawnWith({ priority: 'normal' }, busy, 'normal')
      spawnWith({ priority: 'low' }, busy, 'low')
      yield* Process.yield()
      spawnWith({ priority: level }, starter, self())
      const got = yield* receive()
      const { normal } = turns
      yield* sleep(1)
      return [got, normal < turns.normal]
    }
    expect(await simulate({ schedulers: 1, seed: 1 }, main)).toEqual([[0, 0], true])
  })

  it('S62 come to max, high, normal and low in this order', async () => {
    function* starter(to: Pid): Process {
      for (const priority of ['low', 'normal', 'high', 'max'] as const) spawnWith({ priority }, named, to, priority, 3)
    }
    function* main(): Process<unknown> {
      spawnWith({ priority: 'max' }, starter, self())
      const order: string[] = []
      for (let i = 0; i < 12; i++) order.push(yield* receive<string>())
      return order
    }
    const order = (await simulate({ schedulers: 1, seed: 1 }, main)) as string[]
    expect(order.slice(0, 6)).toEqual(['max', 'max', 'max', 'high', 'high', 'high'])
    expect(order.slice(6).toSorted()).toEqual(['low', 'low', 'low', 'normal', 'normal', 'normal'])
    expect(order[6]).toBe('normal')
  })

  it.each<Level>(['max', 'high', 'normal', 'low'])(
    'S62 go round among equals of %s priority, first come, first served',
    async (priority) => {
      function* main(): Process<unknown> {
        const names = ['a', 'b', 'c', 'd', 'e']
        for (const name of names) spawnWith({ priority }, named, self(), name, 4)
        const order: string[] = []
        for (let i = 0; i < 20; i++) order.push(yield* receive<string>())
        return order.join('')
      }
      expect(await simulate({ schedulers: 1, seed: 1 }, main)).toBe('abcdeabcdeabcdeabcde')
    },
  )

  it('Process.yield lets the others run first', async () => {
    function* main(): Process<unknown> {
      for (let i = 0; i < 3; i++) spawn(named, self(), `child ${i}`, 1)
      const none = yield* Process.info(self(), 'messages')
      yield* Process.yield()
      return [none, yield* Process.info(self(), 'messages')]
    }
    expect(await simulate({ schedulers: 1, seed: 1 }, main)).toEqual([[], ['child 0', 'child 1', 'child 2']])
  })

  it('go on with the children of who waits: a tree of 8191 processes is walked in depth', async () => {
    function* tree(depth: number, parent: Pid): Process {
      alive++
      longest = Math.max(longest, alive)
      let leaves = 1
      if (depth > 0) {
        spawn(tree, depth - 1, self())
        spawn(tree, depth - 1, self())
        leaves = (yield* receive<number>()) + (yield* receive<number>())
      }
      alive--
      send(parent, leaves)
    }
    function* main(): Process<number> {
      alive = 0
      longest = 0
      spawn(tree, 12, self())
      return yield* receive<number>()
    }
    expect(await simulate({ schedulers: 1, seed: 1 }, main)).toBe(4096)
    expect(alive).toBe(0)
    // In breadth, all leaves would be.
    expect(longest).toBeLessThan(300)
  })

  it('go round all the same: children that spawn children keep others waiting for a slice and no longer', async () => {
    function* chain(left: number): Process {
      links++
      if (left > 0) spawn(chain, left - 1)
    }
    function* main(): Process<number> {
      longest = 0
      links = 0
      spawn(chain, 20_000)
      while (links < 20_000) {
        const before = links
        yield* Process.yield()
        longest = Math.max(longest, links - before)
      }
      return longest
    }
    // A spawn is eight reductions.
    expect(await simulate({ schedulers: 1, seed: 1 }, main)).toBeLessThanOrEqual(REDUCTIONS / 8)
    expect(longest).toBeGreaterThan(20)
  })

  it('go round although nobody in a row of processes does an operation: each ends by the end of the next one', async () => {
    function* link(next: Pid): Process {
      Process.monitor(next)
      yield* receive()
      links++
    }
    function* last(): Process {
      yield* receive()
    }
    function* main(): Process<number> {
      longest = 0
      links = 0
      let first = spawn(last)
      const end = first
      for (let i = 0; i < 3000; i++) first = spawn(link, first)
      yield* sleep(10)
      send(end, 'end')
      while (links < 3000) {
        const before = links
        yield* Process.yield()
        longest = Math.max(longest, links - before)
      }
      return longest
    }
    expect(await simulate({ schedulers: 1, seed: 1 }, main)).toBeLessThanOrEqual(REDUCTIONS / 8)
    expect(longest).toBeGreaterThan(1)
  })

  it('end after a number of operations: who receives without end does not stop the others', async () => {
    function* greedy(): Process {
      const me = self()
      send(me, 0)
      for (let i = 0; i < 100_000; i++) {
        yield* receive()
        send(me, i)
      }
    }
    function* main(): Process<unknown> {
      spawn(greedy)
      for (let i = 0; i < 50; i++) yield* Process.yield()
      // Ended long before the other one.
      return System.processCount()
    }
    const { System } = await import('multibeam')
    expect(await simulate({ schedulers: 1, seed: 1 }, main)).toBe(2)
  })

  it('end the sooner the longer the mailbox is that a process fills: up to four sends a slice, and nothing for the first 64 messages', () => {
    expect([1, 64, 65, 66, 80, 1_000_000].map((queued) => costOfQueue(queued, 0))).toEqual([0, 0, 32, 64, 512, 512])
    expect(Math.ceil(REDUCTIONS / costOfQueue(1000, 0))).toBe(4)
  })

  it('end the sooner, from the first message on, when the sender does not get its own messages done', () => {
    expect([1, 2, 16, 64, 1000].map((queued) => costOfQueue(queued, 1000))).toEqual([32, 64, 512, 512, 512])
    // Its own mailbox is no long one, or only a little too long.
    expect([0, 64, 65, 66, 80].map((own) => costOfQueue(60, own))).toEqual([0, 0, 32, 64, 512])
  })

  it('keep a mailbox short that a process fills faster than it is emptied', async () => {
    function* counter(to: Pid): Process {
      for (let taken = 0; taken < 4000; taken++) {
        yield* receive<number>()
        longest = Math.max(longest, sent - taken)
      }
      send(to, longest)
    }
    function* main(): Process<unknown> {
      sent = 0
      longest = 0
      const to = spawn(counter, self())
      while (sent < 4000) {
        for (let i = 0; i < 4; i++) send(to, sent++)
        // A place where a slice may end.
        send(self(), sent)
        yield* receive()
      }
      const others = yield* receive<number>()
      // Its own mailbox it may fill: nobody else has to run before it is emptied.
      for (let i = 0; i < 200; i++) send(self(), i)
      // 172 where nothing is to be paid.
      return [others < 100, (yield* Process.info(self(), 'messageQueueLength')) ?? 0]
    }
    expect(await simulate({ schedulers: 1, seed: 1 }, main)).toEqual([true, 200])
  })

  it('a process of which 1 scheduler has many are run by all, and all their results come', async () => {
    function* leaf(to: Pid, n: number): Process {
      send(to, n)
    }
    function* node(to: Pid, first: number, count: number): Process {
      if (count === 1) {
        send(to, first)
        return
      }
      for (let i = 0; i < 10; i++) spawn(count === 10 ? leaf : node, self(), first + (i * count) / 10, count / 10)
      let sum = 0
      for (let i = 0; i < 10; i++) sum += yield* receive<number>()
      send(to, sum)
    }
    function* main(): Process<unknown> {
      spawn(node, self(), 0, 1000)
      return yield* receive()
    }
    for (const schedulers of [1, 2, 8]) {
      expect(await simulate({ schedulers, seed: 1 }, main)).toBe(499_500)
    }
  })
})
