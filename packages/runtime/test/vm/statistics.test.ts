import { availableParallelism } from 'node:os'
import { type SchedulerStatistics, VM } from 'multibeam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixture } from './support/fixture.ts'

const statistics = fixture('statistics.ts')

/** What only ever rises. */
const COUNTERS = [
  'contextSwitches',
  'spawned',
  'exited',
  'stealsTried',
  'stealsWon',
  'processesIn',
  'processesOut',
  'signalsSent',
  'signalsReceived',
  'batchesSent',
  'bytesSent',
  'parks',
  'spins',
  'turns',
] as const

describe('vm.statistics', () => {
  let vm: VM
  /** What it said, in the order of the tests. */
  const said: SchedulerStatistics[][] = []
  beforeAll(async () => {
    vm = await VM.start({ schedulers: 2 })
  })
  afterAll(() => vm.stop())

  /** Runs a process of the fixture on a scheduler, to its end. */
  const on = (scheduler: number, name: string, ...args: number[]): Promise<unknown> =>
    vm.run(statistics, 'on', scheduler, name, ...args)

  function look(scheduler: number): SchedulerStatistics {
    const all = vm.statistics()
    said.push(all)
    return all[scheduler - 1] as SchedulerStatistics
  }

  /** By how much each number of a scheduler has changed when `provoke` is over. */
  async function changes(scheduler: number, provoke: () => Promise<unknown>): Promise<SchedulerStatistics> {
    const before = look(scheduler)
    await provoke()
    const after = look(scheduler)
    const difference = { ...after }
    for (const key of Object.keys(after) as (keyof SchedulerStatistics)[]) difference[key] = after[key] - before[key]
    return difference
  }

  /** Does it until it has the effect: what depends on threads may take more than one attempt on a busy machine, and only a failure has no end. */
  async function until(
    scheduler: number,
    provoke: () => Promise<unknown>,
    isSeen: (changed: SchedulerStatistics) => boolean,
  ): Promise<void> {
    while (!isSeen(await changes(scheduler, provoke)));
  }

  it('utilization is the share of its time that a scheduler ran processes: it rises with work, and falls without', async () => {
    await on(2, 'computes', 100_000)
    const compute = (): Promise<unknown> => on(1, 'computes', 3_000_000)
    await until(1, compute, ({ utilization }) => utilization > 0)
    await until(2, compute, ({ utilization }) => utilization < 0)
    for (const { utilization } of vm.statistics()) {
      expect(utilization).toBeGreaterThan(0)
      expect(utilization).toBeLessThan(1)
    }
  })

  it('runQueue is how many processes can run', async () => {
    await on(1, 'crowded', 50)
  })

  it('contextSwitches counts slices', async () => {
    // Once a turn: what is over may not have been counted yet.
    await until(
      1,
      () => on(1, 'yields', 1000),
      ({ contextSwitches }) => contextSwitches >= 1000,
    )
  })

  it('spawned and exited count processes where they begin, and where they end', async () => {
    const total = (which: 'spawned' | 'exited'): number => vm.statistics().reduce((sum, each) => sum + each[which], 0)
    const before = [total('spawned'), total('exited')] as const
    await on(1, 'parent', 100, 1)
    // Their parent, and the process that waited for it, whose own end may not be counted yet.
    expect(total('spawned') - before[0]).toBe(102)
    expect(total('exited') - before[1]).toBeGreaterThanOrEqual(101)
  })

  it('stealsTried and stealsWon count thefts; processesOut and processesIn the processes that changed their scheduler', async () => {
    await until(
      2,
      () => on(1, 'parent', 2000, 20_000),
      (changed) => changed.stealsTried > 0 && changed.stealsWon > 0 && changed.processesIn > 0,
    )
    expect(look(1).processesOut).toBeGreaterThan(0)
  })

  it('signalsSent, batchesSent and bytesSent count what goes to other schedulers, signalsReceived what comes from them', async () => {
    const messages = 10_000
    let received = 0
    const sent = await changes(1, async () => {
      received = (await changes(2, () => on(1, 'talker', messages, 2))).signalsReceived
    })
    expect(sent.signalsSent).toBeGreaterThanOrEqual(messages)
    expect(received).toBeGreaterThanOrEqual(messages)
    // Many signals go in one batch.
    expect(sent.batchesSent).toBeGreaterThan(0)
    expect(sent.batchesSent).toBeLessThan(messages)
    expect(sent.bytesSent).toBeGreaterThan(20 * messages)
  })

  it('parks counts how often it went to sleep, spins how often it looked around before that, turns how often the event loop turned', async () => {
    const spins = vm.schedulers <= availableParallelism()
    for (const scheduler of [1, 2]) {
      await until(
        scheduler,
        () => on(scheduler, 'yields', 1),
        (changed) => changed.parks > 0 && changed.turns > 0 && changed.spins > 0 === spins,
      )
    }
  })

  it('heapUsed is part of heapTotal, in bytes', async () => {
    while (vm.statistics().some(({ heapTotal }) => heapTotal === 0)) await on(1, 'talker', 1, 2)
    for (const { heapUsed, heapTotal } of vm.statistics()) {
      expect(heapUsed).toBeGreaterThan(100_000)
      expect(heapTotal).toBeGreaterThanOrEqual(heapUsed)
    }
  })

  it('what is counted never falls', () => {
    const numbers = (all: readonly SchedulerStatistics[]): number[] =>
      all.flatMap((each) => COUNTERS.map((counter) => each[counter]))
    let before = numbers(said[0] ?? [])
    for (const all of said) {
      const now = numbers(all)
      for (const [i, number] of now.entries()) expect(number).toBeGreaterThanOrEqual(before[i] as number)
      before = now
    }
  })
})
