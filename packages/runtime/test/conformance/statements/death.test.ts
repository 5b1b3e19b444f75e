import { VM } from 'multibeam'
import { Simulation } from 'multibeam/testing'
import { expect, it } from 'vitest'
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
    let killed = false
    const simulated: Simulation = new Simulation({
      schedulers: 3,
      seed,
      slicesPerTurn: 1 + (seed % 3),
      migrate: seed % 2 === 0 ? 0.5 : 0,
      onStep() {
        if (killed || simulated.messages.length === 0) return
        killed = true
        simulated.kill(2)
      },
    })
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
