import { Random } from '@multibeam/scheduler'
import { makeRef, type Pid, type Process, send, VM } from 'multibeam'
import { Simulation } from 'multibeam/testing'
import { expect, it } from 'vitest'
import { dyingSimulation } from './dying.ts'
import * as death from './fixtures/death.ts'
import { fixture } from './holds.ts'

const expected = {
  exit: [true, 'schedulerDown'],
  reason: 'schedulerDown',
  wrong: [],
  alive: false,
  name: undefined,
  named: true,
  where: 2,
  killed: 'killed',
  after: 'noproc',
  left: [],
  schedulers: 3,
}

it('S100 a scheduler that dies takes only its own processes along, and is replaced (simulated)', async () => {
  for (let seed = 1; seed <= 60; seed++) {
    const simulated = dyingSimulation(seed)
    expect(await simulated.run(death.S100, simulated.self), `seed ${seed}`).toEqual(expected)
    expect(simulated.schedulersDown.map(({ scheduler }) => scheduler)).toEqual([2])
  }
})

it('S100 a scheduler that dies takes only its own processes along, and is replaced (threads)', async () => {
  await using vm = await VM.start({ schedulers: 3 })
  const downs: unknown[] = []
  vm.on('schedulerDown', ({ scheduler, cause }) => downs.push([scheduler, (cause.cause as Error).message]))
  expect(await vm.run(fixture('death.ts'), 'S100', undefined)).toEqual(expected)
  expect(downs).toEqual([[2, 'a callback fails']])
})

const STORMS = Number(process.env.SEEDS ?? 60)

it('S100 schedulers that die again and again, also while others recover (simulated)', async () => {
  let lost = 0
  let deaths = 0
  for (let seed = 1; seed <= STORMS; seed++) {
    const random = new Random(seed)
    let left = 1 + random.below(4)
    let pause = random.below(400)
    const simulated: Simulation = new Simulation({
      schedulers: 4,
      seed,
      slicesPerTurn: 1 + (seed % 3),
      processLimit: 1024,
      migrate: [0, 0.2, 1][seed % 3] as number,
      onStep() {
        if (left === 0 || simulated.messages.length !== 1 || pause-- > 0) return
        if (!simulated.kill(2 + random.below(3))) return
        left--
        deaths++
        pause = random.below(left % 2 === 0 ? 10 : 400)
      },
    })
    const result = (await simulated.run(death.storm, simulated.self, 40)) as { lost: number }
    expect(result, `seed ${seed}`).toEqual({ ended: 40, wrong: [], lost: result.lost })
    lost += result.lost
    await simulated.settle()
    expect(simulated.schedulersDown.length, `seed ${seed}`).toBe(deaths)
    deaths = 0
  }
  expect(lost).toBeGreaterThan(STORMS)
})

function* refs(to: Pid): Process {
  for (let i = 0; i < 3; i++) send(to, makeRef())
}

it('S100 the refs of a successor are not those of the dead', async () => {
  const simulated = new Simulation({ schedulers: 2, seed: 1 })
  simulated.spawn(2, refs, simulated.self)
  await simulated.settle()
  simulated.kill(2)
  await simulated.settle()
  simulated.spawn(2, refs, simulated.self)
  await simulated.settle()
  expect(new Set(simulated.messages).size).toBe(6)
})

function* endsAtOnce(to: Pid, number: number): Process {
  send(to, number)
}

it('S100 no slot is lost with a scheduler, nor with a successor that dies before it has taken them over (simulated)', async () => {
  for (const stepsBetween of [1, 3, 10, 30]) {
    let stepsLeft = 0
    let deaths = 0
    const simulated: Simulation = new Simulation({
      schedulers: 2,
      seed: stepsBetween,
      processLimit: 1,
      onStep() {
        if (deaths === 0 || deaths === 31 || stepsLeft-- > 0 || !simulated.kill(2)) return
        deaths++
        stepsLeft = stepsBetween
      },
    })
    simulated.spawn(2, endsAtOnce, simulated.self, 0)
    await simulated.settle()
    deaths = 1
    for (let round = 1; deaths < 31; round++) {
      // Throws when the process table is full: there are seven blocks, one of which a scheduler has taken at its first spawn.
      simulated.spawn(1 + (round % 2), endsAtOnce, simulated.self, round)
      await simulated.settle()
    }
    const before = simulated.messages.length
    for (let i = 0; i < 1024; i++) simulated.spawn(2, endsAtOnce, simulated.self, i)
    await simulated.settle()
    expect(simulated.messages.length - before).toBe(1024)
  }
})
