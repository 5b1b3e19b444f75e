/** How long it takes until something runs. Each start is a fresh process of Node; the files are in the system's cache. */

import { type SystemName, scaled, type Workload } from '../harness/workload.ts'

export const startup: Workload = {
  id: 'startup',
  title: 'multibeam run hello.ts to its end, beside node hello.mjs',
  operation: 'start',
  unit: 'ms',
  systems: ['multibeam', 'plain'] satisfies SystemName[],
  sizes: (scale) => [scaled(5, scale)],
  operations: ([starts = 1]) => starts,
  expected: ([starts = 1]) => Array.from({ length: starts }, () => 'hello').join(' '),
  usualSchedulers: [1, 2],
  targets: [{ peer: 'plain', one: 3, more: 3 }],
}

/** From before `VM.start` to the first value of a process, the loading of `multibeam` itself left out. */
export const startupVm: Workload = {
  id: 'startup-vm',
  title: 'VM.start and a first result',
  operation: 'start',
  unit: 'ms',
  systems: ['multibeam'],
  sizes: (scale) => [scaled(5, scale)],
  operations: ([starts = 1]) => starts,
  expected: ([starts = 1]) => Array.from({ length: starts }, () => '42').join(' '),
  usualSchedulers: [1, 2],
  targets: [],
  limit: 150e6,
}
