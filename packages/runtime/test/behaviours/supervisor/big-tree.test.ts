import { availableParallelism } from 'node:os'
import { setTimeout } from 'node:timers/promises'
import { Random } from '@multibeam/scheduler'
import { type Pid, VM } from 'multibeam'
import { Simulation } from 'multibeam/testing'
import { expect, it } from 'vitest'
// As the stress program ends schedulers: from outside, whatever they do.
import { TERMINATE } from '../../../src/vm/internals.ts'
import { killAtRandom, type Report, type Size } from './fixtures/big-tree.ts'
import { storm } from './fixtures/storm-tree.ts'

// `DEEP=1` for the full size: it takes minutes.
const deep = process.env.DEEP === '1'
const size = deep
  ? { groups: 1000, workersEach: 10, kills: 100_000, deaths: 10 }
  : { groups: 60, workersEach: 10, kills: 2000, deaths: 2 }
const workers = size.groups * size.workersEach
const SEEDS = Number(process.env.SEEDS ?? 10)
/** A third death within this time ends a VM. */
const SERIES_MILLISECONDS = 10_000

/** Schedulers that are ended, in random order; the first one keeps those who count. */
function victims(count: number, schedulers: number, random: Random): number[] {
  return Array.from({ length: count }, () => 2 + random.below(schedulers - 1))
}

function expectRestarts(report: Report, { groups, workersEach, kills }: Size): void {
  const { demanded, started, killed, lost, restarts, ...rest } = report
  expect(started).toBe(demanded)
  expect(killed.workers + killed.supervisors).toBe(kills)
  expect(killed.supervisors).toBeGreaterThan(0)
  expect(lost.workers).toBeGreaterThan(0)
  expect(lost.supervisors).toBeGreaterThan(0)
  const all = groups * workersEach
  expect(rest).toEqual({ running: all, orphans: 0, names: all / 2, leaked: 0 })
}

it(`S86 S100 a tree of ${workers} workers on all cores survives ${size.kills} random kills and the deaths of ${size.deaths} schedulers`, {
  timeout: deep ? 3_600_000 : 120_000,
}, async () => {
  const schedulers = Math.max(3, availableParallelism())
  await using vm = await VM.start({ schedulers })
  let reports = 0
  vm.on('supervisor', ({ event }) => {
    if (event === 'childTerminated') reports++
  })
  const deaths = victims(size.deaths, schedulers, new Random(1))
  const fixture = vm.module<{ killAtRandom: typeof killAtRandom }>(new URL('fixtures/big-tree.ts', import.meta.url))
  const result = vm.run(fixture.killAtRandom, vm.self, { ...size, deaths })
  const endings = endSchedulers(vm, deaths.length)
  const report = await Promise.race([result, endings.then(() => result)])
  await endings
  expectRestarts(report, { ...size, deaths })
  // One for each kill, and for each exit of the many when a scheduler died; when a supervisor is gone its own is told of by the top.
  expect(reports).toBe(report.restarts)
})

/** Ends schedulers as it is asked to, and says when all have been told. */
async function endSchedulers(vm: VM, count: number): Promise<void> {
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    const [, scheduler, asker] = await vm.receive<['end', number, Pid]>('end')
    const series = times.at(-2)
    if (series !== undefined) await setTimeout(Math.max(0, series + SERIES_MILLISECONDS + 100 - performance.now()))
    const down = new Promise((resolve) => vm.once('schedulerDown', resolve))
    vm[TERMINATE](scheduler)
    await down
    times.push(performance.now())
    vm.send(asker, 'ended')
  }
}

it('S86 S100 a tree on three schedulers survives random kills and the deaths of two of them, again and again (simulated)', async () => {
  const small = { groups: 12, workersEach: 4, kills: 60 }
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = new Random(seed)
    const deaths = victims(4, 3, random)
    let asked = 0
    let told = 0
    let asker: Pid | undefined
    const simulated: Simulation = new Simulation({
      schedulers: 3,
      seed,
      slicesPerTurn: 1 + (seed % 3),
      processLimit: 2048,
      migrate: [0, 0.2, 1][seed % 3] as number,
      onStep() {
        const message = simulated.messages[asked] as ['end', number, Pid] | undefined
        if (message !== undefined) {
          asked++
          asker = message[2]
          simulated.kill(message[1])
        }
        if (simulated.schedulersDown.length === told || asker === undefined) return
        told++
        simulated.send(asker, 'ended')
      },
    })
    const report = await simulated.run(killAtRandom, simulated.self, { ...small, deaths })
    expectRestarts(report, { ...small, deaths })
    await simulated.settle()
    const exits = simulated.supervisorReports.filter(({ event }) => event === 'childTerminated').length
    expect(exits, `seed ${seed}`).toBe(report.restarts)
  }
})

it('S86 S100 a tree is whole again after kills that nobody waits for, while schedulers die (simulated)', async () => {
  const [groups, workersEach, kills] = [6, 4, 25]
  for (let seed = 1; seed <= SEEDS; seed++) {
    const random = new Random(seed)
    let left = 3
    let pause = random.below(300)
    const simulated: Simulation = new Simulation({
      schedulers: 3,
      seed,
      slicesPerTurn: 1 + (seed % 3),
      processLimit: 2048,
      migrate: [0, 0.2, 1][seed % 3] as number,
      onStep() {
        const said = simulated.messages.length
        if (said === 1 && left > 0 && pause-- <= 0 && simulated.kill(2 + random.below(2))) {
          left--
          pause = random.below(left === 1 ? 10 : 300)
        }
      },
    })
    const root = simulated.spawn(1, storm, simulated.self, seed, groups, workersEach, kills)
    await simulated.settle()
    expect(simulated.messages, `seed ${seed}`).toEqual(['begin', 'end'])
    simulated.send(root, 'go on')
    await simulated.settle()
    const all = Array.from(
      { length: groups * workersEach },
      (_, i) => `${Math.floor(i / workersEach)}.${i % workersEach}`,
    )
    expect(simulated.messages[2], `seed ${seed}`).toEqual({ running: all, orphans: 0, names: all.length, leaked: 0 })
  }
})
