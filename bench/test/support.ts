/** Systems and streams for tests of the harness: what a run answers is said by the test, nothing is started. */

import { bench } from '../src/bench.ts'
import type { Durations } from '../src/harness/durations.ts'
import type { Outcome, SystemName, Workload } from '../src/harness/workload.ts'
import type { System } from '../src/systems/system.ts'

/** A workload of ten operations whose right answer is "right". */
export function workload(fields: Partial<Workload> = {}): Workload {
  return {
    id: 'sample',
    title: 'a sample',
    operation: 'message',
    unit: 'ns',
    systems: ['multibeam', 'erlang'],
    sizes: () => [10],
    operations: ([size = 0]) => size,
    expected: () => 'right',
    targets: [{ peer: 'erlang', one: 0.5, more: 0.5 }],
    ...fields,
  }
}

export interface FakeSystem extends System {
  /** What happened, in order: `start`, `run`, `stop`, with the system's name. */
  readonly events: string[]
}

/** A system whose run number n (from 0, the warm-up), after being started for the k-th time (from 1), gives `answer(n, k)`. */
export function system(
  name: SystemName,
  answer: (run: number, start: number) => Partial<Outcome>,
  events: string[] = [],
): FakeSystem {
  let starts = 0
  return {
    name,
    compiled: name === 'erlang' ? 'whenLoaded' : 'whileRunning',
    events,
    schedulers: (asked) => asked,
    missing: () => undefined,
    async start() {
      let runs = 0
      const start = ++starts
      events.push(`start ${name}`)
      return {
        async run() {
          events.push(`run ${name}`)
          return { value: 100, check: 'right', ...answer(runs++, start) }
        },
        async stop() {
          events.push(`stop ${name}`)
        },
      }
    },
  }
}

/** Runs the command and gives what it wrote. Each workload runs once, on two schedulers, and no report is written, unless the test says so. */
export async function command(
  args: string[],
  workloads: Workload[],
  systems: System[],
  durations: Partial<Durations> = {},
  places: { recordFolder?: string; readme?: string; reportFolder?: string } = {},
) {
  const written = { out: '', err: '' }
  const schedulers = args.includes('--schedulers') ? [] : ['--schedulers', '2']
  const code = await bench([...args, ...schedulers], {
    workloads,
    systems,
    durations: {
      run: 0,
      warmUp: { whenLoaded: 0, whileRunning: 0 },
      enough: Number.POSITIVE_INFINITY,
      muchTooLong: 6,
      starts: 1,
      startsWithin: Number.POSITIVE_INFINITY,
      ...durations,
    },
    recordFolder: '/nowhere',
    readme: '/nowhere/README.md',
    ...places,
    stdout: { write: (text) => (written.out += text) },
    stderr: { write: (text) => (written.err += text) },
  })
  return { code, ...written }
}
