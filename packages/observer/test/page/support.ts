// What a server would send, with what matters to a test.

import type {
  CrashEvent,
  Overview,
  ProcessName,
  RestartEvent,
  SchedulerOverview,
  StealEvent,
} from '../../src/protocol.ts'

export function processName(pid: number): ProcessName {
  return { pid, shown: `#PID<0.${pid}.0>`, name: null, call: null }
}

export function scheduler(id: number, known: Partial<SchedulerOverview>): SchedulerOverview {
  return {
    id,
    online: true,
    utilization: 0,
    runQueue: 0,
    processes: 0,
    slicesPerSecond: 0,
    spawnedPerSecond: 0,
    exitedPerSecond: 0,
    signalsSentPerSecond: 0,
    signalsReceivedPerSecond: 0,
    bytesSentPerSecond: 0,
    parksPerSecond: 0,
    spinsPerSecond: 0,
    stealsTried: 0,
    stealsWon: 0,
    movedIn: 0,
    movedOut: 0,
    heapUsed: 0,
    heapTotal: 0,
    lives: 1,
    ...known,
  }
}

export function overview(time: number, schedulers: readonly Partial<SchedulerOverview>[]): Overview {
  return {
    type: 'overview',
    time,
    processes: 0,
    online: schedulers.length,
    rss: 0,
    schedulers: schedulers.map((known, i) => scheduler(i + 1, known)),
  }
}

export function steal(number: number): StealEvent {
  return { kind: 'steal', number, time: number, thief: 1, steals: 1, processes: 1 }
}

export function crash(number: number, pid = number): CrashEvent {
  return {
    kind: 'crash',
    number,
    time: number,
    process: processName(pid),
    initialCall: { name: 'work', url: null },
    reason: 'Error: stuck',
    stack: null,
    ancestors: [],
    queueLength: 0,
    scheduler: 1,
  }
}

export function restart(number: number, childPid = number): RestartEvent {
  return {
    kind: 'supervisor',
    number,
    time: number,
    what: 'childTerminated',
    supervisor: processName(1),
    child: "'till'",
    childPid,
    restarts: true,
    reason: 'Error: stuck',
  }
}
