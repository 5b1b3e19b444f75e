/** Messages between two schedulers, the processes pinned: what the route between threads costs. */

import { type SystemName, scaled, type Workload } from '../harness/workload.ts'

const systems: readonly SystemName[] = ['multibeam', 'erlang']

export const pingpongCross: Workload = {
  id: 'pingpong-cross',
  title: 'ping-pong across two schedulers, 20k round trips',
  operation: 'round trip',
  unit: 'µs',
  systems,
  sizes: (scale) => [scaled(20_000, scale)],
  operations: ([rounds = 0]) => rounds,
  // The pings, and the scheduler numbers that the two processes found themselves on.
  expected: ([rounds]) => `${rounds} 1 2`,
  minimumSchedulers: 2,
  targets: [{ peer: 'erlang', more: 0.5 }],
}

export const floodCross: Workload = {
  id: 'flood-cross',
  title: 'one-way flood across two schedulers, 500k messages',
  operation: 'message',
  unit: 'ns',
  systems,
  sizes: (scale) => [scaled(500_000, scale)],
  operations: ([messages = 0]) => messages,
  // The messages, those of them out of order, and the two scheduler numbers.
  expected: ([messages]) => `${messages} 0 1 2`,
  minimumSchedulers: 2,
  targets: [{ peer: 'erlang', more: 0.7 }],
}
