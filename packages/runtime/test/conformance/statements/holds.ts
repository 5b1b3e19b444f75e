import { type CrashReport, type Process, type SupervisorReport, VM } from 'multibeam'
import { Simulation, type SimulationOptions } from 'multibeam/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import type { Place } from './fixtures/place.ts'

type Statement = (place: Place) => Process<unknown>

export interface Setting {
  /** Where the helper processes run. Default: on the statement's own scheduler, on the other one, and wherever they are taken to. */
  places?: readonly Place[]
  /** Simulated interleavings. Default: seven. */
  seeds?: readonly number[]
  simulation?: SimulationOptions
  /** How many processes crash. */
  crashes?: number
}

/** By seed: processes move as on threads, now and then, or before every slice. */
const MIGRATE = [0, 0.3, 1]

const everywhere: readonly Place[] = ['here', 'there', 'anywhere']
export const seven: readonly number[] = [1, 2, 3, 4, 5, 6, 7]

/** Registers the tests of one statement. */
export type Holds = (title: string, statement: string, expected: unknown, setting?: Setting) => void

/**
 * Tests for the statements that a module exports by number: each is a process function that gives a term. It runs in the simulator with several
 * seeds, and on the threads of one VM, with its helper processes in several places; the term must be the same everywhere.
 * Tests of the same file may give the VM that they use, too.
 */
export function statementsOf(
  url: URL,
  module: Readonly<Record<string, unknown>>,
  threads: Threads = vmOfFile(),
): Holds {
  return (title, name, expected, { places = everywhere, seeds = seven, simulation, crashes = 0 } = {}) => {
    const statement = module[name] as Statement
    for (const place of places) {
      it(`${title} (simulated, helpers ${place})`, async () => {
        for (const seed of seeds) {
          const simulated = new Simulation({
            schedulers: 2,
            seed,
            slicesPerTurn: 1 + (seed % 3),
            processLimit: 1024,
            migrate: MIGRATE[seed % 3] as number,
            ...simulation,
          })
          expect(await simulated.run(statement, place), `seed ${seed}`).toEqual(expected)
          expect(simulated.crashes, `seed ${seed}`).toHaveLength(crashes)
        }
      })
      it(`${title} (threads, helpers ${place})`, async () => {
        const { vm } = threads
        const before = threads.crashes.length
        expect(await vm.run(url, name, place)).toEqual(expected)
        await threads.fence()
        expect(threads.crashes.slice(before)).toHaveLength(crashes)
      })
    }
  }
}

export interface Threads {
  readonly vm: VM
  /** Reports of all crashes so far; up to date after `fence`. */
  readonly crashes: CrashReport[]
  /** What supervisors have told of so far; up to date after `fence`. */
  readonly supervisorReports: SupervisorReport[]
  /** Everything that schedulers have sent to the main thread so far has come. */
  fence(): Promise<void>
}

/** A VM of two schedulers for the tests of a file. */
export function vmOfFile(schedulers = 2): Threads {
  let vm: VM | undefined
  const crashes: CrashReport[] = []
  const supervisorReports: SupervisorReport[] = []
  beforeAll(async () => {
    vm = await VM.start({ schedulers })
    vm.on('crash', (report) => crashes.push(report))
    vm.on('supervisor', (report) => supervisorReports.push(report))
  })
  afterAll(() => vm?.stop())
  return {
    get vm(): VM {
      if (vm === undefined) throw new Error('the VM has not started yet')
      return vm
    },
    crashes,
    supervisorReports,
    async fence() {
      const sent = await this.vm.run<number>(fixture('place.ts'), 'fence', this.vm.self)
      for (let i = 0; i < sent; i++) await this.vm.receive('fence')
    },
  }
}

export function fixture(name: string): URL {
  return new URL(`./fixtures/${name}`, import.meta.url)
}
