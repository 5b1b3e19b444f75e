import type { VM } from 'multibeam'
import { simulate } from 'multibeam/testing'
import { drive, PATIENCE, type Placement } from './interpreter.ts'
import type { Program, Trace } from './program.ts'

export interface SimulatedRun {
  readonly schedulers: number
  readonly placement: Placement
  /** Of the interleaving. Default: the program's. */
  readonly seed?: number
  /** How likely a process that has started moves before a slice. Default 0. */
  readonly migrate?: number
}

/** In turn, by the seed of a program, beside one scheduler. */
const SEVERAL: readonly SimulatedRun[] = [
  { schedulers: 2, placement: 'spread' },
  { schedulers: 2, placement: 'free' },
  { schedulers: 3, placement: 'spread' },
  { schedulers: 4, placement: 'free' },
]

export function simulatedRunsOf({ seed }: Program): SimulatedRun[] {
  return [{ schedulers: 1, placement: 'free' }, SEVERAL[seed % SEVERAL.length] as SimulatedRun]
}

export async function runSimulated(
  program: Program,
  { schedulers, placement, seed = program.seed, migrate = 0 }: SimulatedRun,
): Promise<Trace> {
  try {
    const options = { schedulers, seed, migrate, processLimit: 1024 }
    return await simulate(options, drive, program.steps, placement, PATIENCE.simulator)
  } catch (error) {
    return ['failed', error instanceof Error ? error.message : String(error)]
  }
}

/** Many programs on real threads, one after the other. */
export function runOnThreads(vm: VM, programs: readonly Program[], placement: Placement): Promise<Trace[]> {
  const steps = programs.map((program) => program.steps)
  return vm.run<Trace[]>(new URL('./interpreter.ts', import.meta.url), 'driveAll', steps, placement)
}
