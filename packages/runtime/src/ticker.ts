// The ticker thread, see vm/ticker-thread.ts and SliceWatch. By the clock, so that it catches up when it got no time itself.

import { workerData } from 'node:worker_threads'
import { Header } from '@multibeam/scheduler'

const control = new Int32Array(workerData as SharedArrayBuffer)
for (;;) {
  const period = Atomics.load(control, Header.tickPeriod)
  if (period === 0) break
  Atomics.wait(control, Header.tickPeriod, period, period)
  Atomics.store(control, Header.tick, Math.floor(performance.now() / period) | 0)
}
