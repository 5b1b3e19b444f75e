import type { Counters, SchedulerCounters } from '../observed.ts'
import type { Overview, SchedulerOverview } from '../protocol.ts'

/** What has happened between two looks at the counters. */
export function overviewOf(before: Counters, now: Counters, rss: number): Overview {
  return {
    type: 'overview',
    time: now.time,
    processes: now.processes,
    online: now.online,
    rss,
    schedulers: now.schedulers.map((counters, i) => schedulerOf(i + 1, now, before, counters)),
  }
}

function schedulerOf(id: number, now: Counters, before: Counters, counters: SchedulerCounters): SchedulerOverview {
  const earlier = before.schedulers[id - 1] as SchedulerCounters
  const passed = now.time - before.time
  // A scheduler that has been started anew counts anew: less than before.
  const grown = (name: keyof SchedulerCounters): number => Math.max(0, counters[name] - earlier[name])
  const rate = (name: keyof SchedulerCounters): number => (passed > 0 ? (1000 * grown(name)) / passed : 0)
  return {
    id,
    online: id <= now.online,
    utilization: passed > 0 ? Math.min(1, grown('busy') / passed) : 0,
    runQueue: counters.runQueue,
    processes: counters.processes,
    slicesPerSecond: rate('slices'),
    spawnedPerSecond: rate('spawned'),
    exitedPerSecond: rate('exited'),
    signalsSentPerSecond: rate('signalsSent'),
    signalsReceivedPerSecond: rate('signalsReceived'),
    bytesSentPerSecond: rate('bytesSent'),
    parksPerSecond: rate('parks'),
    spinsPerSecond: rate('spins'),
    stealsTried: counters.stealsTried,
    stealsWon: counters.stealsWon,
    movedIn: counters.movedIn,
    movedOut: counters.movedOut,
    heapUsed: counters.heapUsed,
    heapTotal: counters.heapTotal,
    lives: counters.lives,
  }
}
