// The crash storm, on the main thread: shows who is struck and who comes back, and counts.

import type { VM } from 'multibeam'
import { defineDemo } from '../../lib/demo.ts'
import { fileToWrite, whole } from '../../lib/options.ts'
import { encodePng } from '../../lib/png.ts'
import { writeOut } from '../../lib/write-out.ts'
import type { Census } from './census.ts'
import { lifelines } from './lifelines.ts'
import type { OverMessage, StormEvent, Weather } from './lightning.ts'
import { Show } from './show.ts'

/** What the VM has told of. */
interface Reports {
  crashes: number
  supervisors: number
}

export const storm = defineDemo({
  name: 'storm',
  about: 'A tree of supervisors in a storm: workers are killed or fail, supervisors are killed, and all come back.',
  options: {
    teams: whole(8, [1, 64], 'teams'),
    seats: whole(16, [1, 64], 'workers of a team'),
    strikes: whole(160, [1, 100_000], 'strikes'),
    pause: whole(15, [0, 1000], 'ms between two'),
    seed: whole(1, [0, 1_000_000], 'who is struck'),
    out: fileToWrite('storm.png', 'the PNG file'),
  },
  run: async (stage, { teams, seats, strikes, pause, seed, schedulers, out }) => {
    const weather: Weather = { teams, seats, strikes, pause, seed }
    stage.title('A crash storm', `, ${teams} × ${seats} workers`)
    stage.print('under supervisors, which restart who is', 'struck.\n')
    const events: StormEvent[] = []
    const reports: Reports = { crashes: 0, supervisors: 0 }
    const census = await stage.withVM(schedulers, async (vm) => {
      const { storm } = vm.module<typeof import('./lightning.ts')>(new URL('./lightning.ts', import.meta.url))
      listen(vm, reports)
      const show = new Show(stage, weather)
      const take = async (): Promise<void> => {
        for (;;) {
          const event = await vm.receive<StormEvent | OverMessage>()
          if (event === 'over') return
          events.push(event)
          show.event(event)
        }
      }
      try {
        const [census] = await Promise.all([vm.run(storm, weather, vm.self), take()])
        return census
      } finally {
        show.finish()
      }
    })
    const image = lifelines(events, teams, seats)
    stage.print('', ...stage.picture(image))
    writeOut(out, encodePng(image))
    stage.print(`\nAs a PNG file, a row a worker:\n${out}\n`, ...linesOf(census, reports))
    const right = census.answers === census.seats && census.restarts === census.struck + census.withSupervisor
    stage.print(right ? 'Nobody is missing.' : 'Somebody is missing!')
    return right
  },
})

/** With these listeners, nothing is printed. */
function listen(vm: VM, reports: Reports): void {
  vm.on('crash', () => {
    reports.crashes++
  })
  vm.on('supervisor', () => {
    reports.supervisors++
  })
}

function linesOf(census: Census, reports: Reports): string[] {
  const rows: [string, number][] = [
    ['strikes', census.strikes],
    ['workers killed, or failed', census.struck],
    ['gone with their supervisor', census.withSupervisor],
    ['restarts', census.restarts],
    ['crash reports', reports.crashes],
    ['reports of supervisors', reports.supervisors],
    ['survivors of the storm', census.survivors],
    ['workers that answer', census.answers],
  ]
  return rows.map(([name, count]) => `${name.padEnd(28)}${String(count).padStart(6)}`)
}
