import { describe, expect, it } from 'vitest'
import { BLOCK_SLOTS } from '../../src/shared/layout.ts'
import { makePid, type Pid, slotOf } from '../../src/table/pid.ts'
import { type Collector, type Place, places, settle } from './support.ts'

/** Main thread, victim or owner, thief, third party. */
type Four = [Place, Place, Place, Place]

function four(): Four {
  return places(3).all as Four
}

function steal(victim: Place, thief: Place): { pid: Pid; theft: () => void } {
  const task = victim.spawn()
  const bytes = victim.publish(task)
  return { pid: task.pid, theft: () => thief.steal(victim.endpoint.index, task.pid, bytes) }
}

describe('Endpoint', () => {
  it('delivers to its own and to others in the order sent, in one batch a flush', () => {
    const [main, one, two] = four()
    const local = one.spawn()
    const remote = two.spawn()
    for (const text of ['a', 'b', 'c']) {
      one.send(local.pid, text)
      one.send(remote.pid, text)
    }
    main.send(remote.pid, 'from main')
    settle([main, one, two])
    expect(local.got).toEqual(['a', 'b', 'c'])
    expect(remote.got.filter((text) => text !== 'from main')).toEqual(['a', 'b', 'c'])
    expect(remote.got).toContain('from main')
    expect(one.endpoint.mustTicket(local)).toBe(false)
  })

  it('holds a later ticket until the earlier one is there', () => {
    const [main, one, two, three] = four()
    const task = one.spawn()
    two.send(task.pid, 'first')
    three.send(task.pid, 'second')
    main.send(task.pid, 'third')
    one.drainFrom(0)
    one.drainFrom(3)
    expect(task.got).toEqual([])
    one.drainFrom(2)
    expect(task.got).toEqual(['first', 'second', 'third'])
    expect(task.held).toBeNull()
  })

  it('holds signals to a published process, and delivers them when it is taken back', () => {
    const [, one, two] = four()
    const task = one.spawn()
    one.send(task.pid, 'before')
    one.publish(task)
    one.send(task.pid, 'local')
    two.send(task.pid, 'remote')
    one.drain()
    expect(task.got).toEqual(['before'])
    one.takeBack(task)
    expect(task.got).toEqual(['before', 'local', 'remote'])
  })

  it('forwards what it holds to the thief, behind what the thief got with the process', () => {
    const [, victim, thief, third] = four()
    const { pid, theft } = steal(victim, thief)
    victim.send(pid, 'held by the victim')
    third.send(pid, 'on its way to the victim')
    theft()
    third.send(pid, 'to the thief')
    victim.send(pid, 'from the victim, after the theft')
    thief.drain()
    expect(thief.record(pid)?.got).toEqual([])
    victim.drain()
    thief.drain()
    expect(thief.record(pid)?.got).toEqual([
      'held by the victim',
      'on its way to the victim',
      'to the thief',
      'from the victim, after the theft',
    ])
    expect(victim.record(pid)).toBeUndefined()
  })

  it('keeps signals that overtake the process they are for', () => {
    const [, one, two, three] = four()
    const task = one.spawn()
    one.send(task.pid, 'in its mailbox')
    one.push(task, 2)
    three.send(task.pid, 'early')
    two.drainFrom(3)
    expect(two.record(task.pid)).toBeUndefined()
    two.drainFrom(1)
    expect(two.record(task.pid)?.got).toEqual(['in its mailbox', 'early'])
    expect(one.record(task.pid)).toBeUndefined()
  })

  it('sends what it holds after a process that it pushes', () => {
    const [, one, two, three] = four()
    const task = one.spawn()
    two.send(task.pid, 'first')
    three.send(task.pid, 'second')
    one.drainFrom(3)
    one.push(task, 2)
    settle([one, two, three])
    expect(two.record(task.pid)?.got).toEqual(['first', 'second'])
  })

  it('S40 ignores what is sent to the dead, to numbers that were never pids, and to pids beyond the table', () => {
    const [, one, two] = four()
    const task = one.spawn()
    const { pid } = task
    expect(one.endpoint.isAlive(pid)).toBe(true)
    one.endpoint.retire(task)
    for (const dead of [pid, makePid(slotOf(pid), 7), makePid(2 ** 24 - 1, 1), makePid(slotOf(pid), 1, 9)]) {
      expect(two.endpoint.isAlive(dead)).toBe(false)
      two.send(dead, 'too late')
    }
    settle([one, two])
    expect(two.handler.dead).toEqual(['too late', 'too late', 'too late', 'too late'])
    expect(one.handler.notices).toEqual([])
  })

  it('gives a signal that arrives after the death of its receiver to nobody, and then lets the slot be used again', () => {
    const [, one, two] = four()
    const task = one.spawn()
    const slot = slotOf(task.pid)
    for (let taken = 1; taken < BLOCK_SLOTS; taken++) one.endpoint.slots.take()
    two.send(task.pid, 'late')
    one.endpoint.retire(task)
    expect(slotOf(one.spawn().pid)).not.toBe(slot)
    one.drain()
    expect(one.handler.dead).toEqual(['late'])
    for (let i = 0; i < BLOCK_SLOTS - 1; i++) one.endpoint.slots.take()
    const next = one.spawn()
    expect(slotOf(next.pid)).toBe(slot)
    expect(next.pid).not.toBe(task.pid)
    two.send(next.pid, 'for the next one')
    two.send(task.pid, 'for the dead one')
    settle([one, two])
    expect(next.got).toEqual(['for the next one'])
  })

  it('forwards held signals although the thief has run the process to its end', () => {
    const [, victim, thief] = four()
    const { pid, theft } = steal(victim, thief)
    victim.send(pid, 'held')
    theft()
    thief.endpoint.retire(thief.record(pid) as never)
    settle([victim, thief])
    expect(thief.handler.dead).toEqual(['held'])
  })

  it('is not misled by what it published when the slot has come back to it with another process', () => {
    const [, victim, thief, third] = four()
    const { pid, theft } = steal(victim, thief)
    theft()
    thief.endpoint.retire(thief.record(pid) as never)
    // The thief has no other slot: its next process gets this one, and goes to the victim.
    const next = thief.spawn()
    expect(slotOf(next.pid)).toBe(slotOf(pid))
    thief.push(next, 1)
    third.send(next.pid, 'hello')
    // The victim hears of it before it hears of the theft.
    victim.drainFrom(3)
    victim.drainFrom(2)
    settle([victim, thief, third])
    expect(victim.record(next.pid)?.pid).toBe(next.pid)
    expect(victim.record(next.pid)?.got).toEqual(['hello'])
  })

  it('keeps the order when an unstarted process is stolen back before the news of the first theft is there', () => {
    const [, one, two, three] = four()
    const { pid, theft } = steal(one, two)
    one.send(pid, 'held by the first')
    theft()
    const stolen = two.record(pid) as Collector
    const bytes = two.publish(stolen)
    three.send(pid, 'held by the second')
    two.drainFrom(3)
    one.steal(2, pid, bytes)
    three.send(pid, 'after both thefts')
    one.drainFrom(3)
    settle([one, two, three])
    expect(one.record(pid)?.got).toEqual(['held by the first', 'held by the second', 'after both thefts'])
    expect(two.record(pid)).toBeUndefined()
  })

  it('passes extras along, through holding and forwarding', () => {
    const [, victim, thief, third] = four()
    const { pid, theft } = steal(victim, thief)
    victim.send(pid, 'a+', 'one')
    third.send(pid, 'b')
    third.send(pid, 'c+', 'two')
    victim.drain()
    theft()
    settle([victim, thief, third])
    expect(thief.record(pid)?.got).toEqual(['a+one', 'b', 'c+two'])
  })

  it('carries notices from endpoint to endpoint, and knows whether there is mail', () => {
    const [main, one] = four()
    main.endpoint.begin().string('do this')
    main.endpoint.notify(1)
    expect(main.endpoint.hasUnsent).toBe(true)
    expect(one.endpoint.hasMail()).toBe(false)
    main.endpoint.flush()
    expect(main.endpoint.hasUnsent).toBe(false)
    expect(one.endpoint.hasMail()).toBe(true)
    one.drain()
    expect(one.endpoint.hasMail()).toBe(false)
    main.endpoint.wake(1)
    expect(one.endpoint.hasMail()).toBe(true)
    one.drain()
    expect(one.handler.notices).toEqual([[0, 2, 'do this']])
  })

  it('S43 lists every living pid of the schedulers once, wherever it is, and none of the main thread', () => {
    const [main, one, two, three] = four()
    main.spawn()
    const { pid: published, theft } = steal(one, two)
    const { pid: waiting } = steal(one, three)
    const pids = [published, waiting, one.spawn().pid, two.spawn().pid, three.spawn().pid]
    const dead = two.spawn()
    two.endpoint.retire(dead)
    theft()
    for (const place of [main, one, two, three]) {
      expect(place.endpoint.pids().sort((a, b) => a - b)).toEqual(pids.toSorted((a, b) => a - b))
    }
  })
})
