/** Messages and processes: what multibeam is compared with Erlang in. Targets are those of the project's plan. */

import { type SystemName, scaled, sumBelow, type Workload } from '../harness/workload.ts'

const systems: readonly SystemName[] = ['multibeam', 'erlang']

export const pingpong: Workload = {
  id: 'pingpong',
  title: 'ping-pong, 500k round trips',
  operation: 'message',
  unit: 'ns',
  systems,
  sizes: (scale) => [scaled(500_000, scale)],
  operations: ([rounds = 0]) => 2 * rounds,
  expected: ([rounds]) => `${rounds}`,
  targets: [{ peer: 'erlang', one: 0.35, more: 0.35 }],
}

export const ring: Workload = {
  id: 'ring',
  title: 'thread ring, 100 processes, 100k hops',
  operation: 'hop',
  unit: 'ns',
  systems,
  sizes: (scale) => [100, scaled(100_000, scale)],
  operations: ([, hops = 0]) => hops,
  expected: ([, hops]) => `${hops}`,
  targets: [{ peer: 'erlang', one: 0.35, more: 0.5 }],
}

export const count: Workload = {
  id: 'count',
  title: 'count, 1M messages one way',
  operation: 'message',
  unit: 'ns',
  systems,
  sizes: (scale) => [scaled(1_000_000, scale)],
  operations: ([messages = 0]) => messages,
  expected: ([messages]) => `${messages}`,
  targets: [{ peer: 'erlang', one: 0.7, more: 0.7 }],
}

export const spawnMonitor: Workload = {
  id: 'spawn-monitor',
  title: 'spawn + monitor + DOWN, 100k one after the other',
  operation: 'process',
  unit: 'ns',
  systems,
  sizes: (scale) => [scaled(100_000, scale)],
  operations: ([processes = 0]) => processes,
  expected: ([processes]) => `${processes}`,
  targets: [{ peer: 'erlang', one: 0.5, more: 0.5 }],
}

export const spawnReply: Workload = {
  id: 'spawn-reply',
  title: 'spawn 100k, each replies',
  operation: 'process',
  unit: 'ns',
  systems,
  sizes: (scale) => [scaled(100_000, scale)],
  operations: ([processes = 0]) => processes,
  expected: ([processes = 0]) => `${sumBelow(processes)}`,
  targets: [{ peer: 'erlang', one: 0.4, more: 0.3 }],
}

export const skynet: Workload = {
  id: 'skynet',
  title: 'skynet, 1M leaves',
  operation: 'process',
  unit: 'ms a run',
  systems,
  // A power of ten, since each process has ten children.
  sizes: (scale) => [10 ** Math.round(Math.log10(scaled(1_000_000, scale)))],
  operations: ([leaves = 0]) => (10 * leaves - 1) / 9,
  expected: ([leaves = 0]) => `${sumBelow(leaves)}`,
  targets: [{ peer: 'erlang', one: 0.25, more: 0.25 }],
}

/** Growth of fib(n) with n: scaling the work by it is a step of one. */
const goldenRatio = (1 + Math.sqrt(5)) / 2

export const fibProcesses: Workload = {
  id: 'fib-processes',
  title: 'fib(25), one process a call',
  operation: 'process',
  unit: 'ns',
  systems,
  sizes: (scale) => [Math.max(3, 25 + Math.round(Math.log(scale) / Math.log(goldenRatio)))],
  // fib(n) calls are leaves, and every other call has two children.
  operations: ([n = 0]) => 2 * fibonacci(n) - 1,
  expected: ([n = 0]) => `${fibonacci(n)}`,
  targets: [{ peer: 'erlang', one: 0.35, more: 0.35 }],
}

export const big: Workload = {
  id: 'big',
  title: 'big, 120 processes × 2000 pings to random others',
  operation: 'message',
  unit: 'ns',
  systems,
  sizes: (scale) => [120, scaled(2000, scale)],
  operations: ([workers = 0, pings = 0]) => 2 * workers * pings,
  expected: ([workers = 0, pings = 0]) => `${workers * pings}`,
  targets: [{ peer: 'erlang', one: 0.6, more: 0.6 }],
}

export const chameneos: Workload = {
  id: 'chameneos',
  title: 'chameneos, 100 creatures, 200k meetings',
  operation: 'meeting',
  unit: 'ns',
  systems,
  sizes: (scale) => [100, scaled(200_000, scale)],
  operations: ([, meetings = 0]) => meetings,
  expected: ([, meetings = 0]) => `${2 * meetings}`,
  targets: [{ peer: 'erlang', one: 0.5, more: 0.5 }],
}

export const timers: Workload = {
  id: 'timers',
  title: 'timers, sendAfter 0 × 200k',
  operation: 'timer',
  unit: 'ns',
  systems,
  sizes: (scale) => [scaled(200_000, scale)],
  operations: ([timers = 0]) => timers,
  expected: ([timers = 0]) => `${sumBelow(timers)}`,
  targets: [{ peer: 'erlang', one: 0.7, more: 0.7 }],
}

export const selective: Workload = {
  id: 'selective',
  title: 'selective receive past 100k messages',
  operation: 'message',
  unit: 'ms a run',
  systems,
  sizes: (scale) => [scaled(100_000, scale)],
  operations: ([messages = 0]) => messages,
  expected: ([messages = 0]) => `${messages} ${sumBelow(messages)}`,
  targets: [{ peer: 'erlang', one: 0.5, more: 0.5 }],
}

export const memory: Workload = {
  id: 'memory',
  title: 'bytes of an idle process, 1M of them alive',
  operation: 'process',
  unit: 'bytes',
  systems,
  sizes: (scale) => [scaled(1_000_000, scale)],
  operations: ([processes = 0]) => processes,
  expected: ([processes]) => `${processes}`,
  limit: 900,
  targets: [{ peer: 'erlang', one: 0.35, more: 0.35 }],
}

function fibonacci(n: number): number {
  let [a, b] = [0, 1]
  for (let i = 0; i < n; i++) [a, b] = [b, a + b]
  return a
}

export const call: Workload = {
  id: 'call',
  title: 'GenServer call, 300k one after the other',
  operation: 'call',
  unit: 'ns',
  systems,
  sizes: (scale) => [scaled(300_000, scale)],
  operations: ([calls = 0]) => calls,
  expected: ([calls]) => `${calls}`,
  targets: [{ peer: 'erlang', one: 0.5, more: 0.5 }],
}
