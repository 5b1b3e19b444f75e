import { Simulation } from 'multibeam/testing'

/** A simulation whose scheduler 2, of three, dies when the main thread is sent the first message; with every other seed processes move, too. */
export function dyingSimulation(seed: number): Simulation {
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
  return simulated
}
