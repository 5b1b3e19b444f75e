import { expect, it } from 'vitest'
import { metricsText } from '../../src/metrics/metrics.ts'
import { Tally } from '../../src/metrics/tally.ts'
import type { Counters, Happening, SchedulerCounters } from '../../src/observed.ts'
import { parseOpenMetrics } from './support.ts'

const about = {
  version: '0.1.0',
  node: 'v20',
  os: 'linux x64',
  osPid: 1,
  startedAt: 1_700_000_000_500,
  schedulers: 2,
  processLimit: 1024,
}

function scheduler(numbers: Partial<SchedulerCounters>): SchedulerCounters {
  const zeros = {
    runQueue: 0,
    processes: 0,
    stealsTried: 0,
    stealsWon: 0,
    movedIn: 0,
    movedOut: 0,
    heapUsed: 0,
    heapTotal: 0,
    lives: 1,
    busy: 0,
    slices: 0,
    spawned: 0,
    exited: 0,
    signalsSent: 0,
    signalsReceived: 0,
    bytesSent: 0,
    parks: 0,
    spins: 0,
  }
  return { ...zeros, ...numbers }
}

const process = { pid: 1, shown: '', name: null, call: null }
const call = { name: '', url: null }

it('tells all that is counted, in the form that a scraper takes', () => {
  const counters: Counters = {
    time: 5000,
    processes: 7,
    online: 1,
    schedulers: [scheduler({ busy: 2500, stealsWon: 3, heapUsed: 1024 }), scheduler({ runQueue: 4 })],
  }
  const tally = new Tally(2)
  const crash: Happening = {
    kind: 'crash',
    time: 1,
    process,
    initialCall: call,
    reason: '',
    stack: null,
    ancestors: [],
    queueLength: 0,
    scheduler: 2,
  }
  tally.add(crash)
  tally.add(crash)
  const exit = {
    kind: 'supervisor',
    time: 1,
    what: 'childTerminated',
    supervisor: process,
    child: null,
    childPid: null,
    reason: '',
  } as const
  tally.add({ ...exit, restarts: true })
  tally.add({ ...exit, restarts: false })
  tally.add({ kind: 'schedulerDown', time: 1, scheduler: 1, cause: '', processes: 3 })
  const families = parseOpenMetrics(metricsText(about, counters, tally, 4096))
  const values = (name: string): number[] | undefined => families.get(name)?.samples.map(({ value }) => value)
  expect([...families.values()].every(({ help, samples }) => help !== undefined && samples.length > 0)).toBe(true)
  expect(families.get('multibeam')?.samples[0]?.labels).toEqual({ version: '0.1.0', node: 'v20' })
  expect(families.get('multibeam_scheduler_steals')).toMatchObject({
    type: 'counter',
    samples: [
      { name: 'multibeam_scheduler_steals_total', labels: { scheduler: '1' }, value: 3 },
      { name: 'multibeam_scheduler_steals_total', labels: { scheduler: '2' }, value: 0 },
    ],
  })
  expect(values('multibeam_start_time_seconds')).toEqual([1_700_000_000.5])
  expect(values('multibeam_processes')).toEqual([7])
  expect(values('multibeam_scheduler_online')).toEqual([1, 0])
  expect(values('multibeam_scheduler_busy_seconds')).toEqual([2.5, 0])
  expect(values('multibeam_scheduler_run_queue')).toEqual([0, 4])
  expect(values('multibeam_scheduler_heap_used_bytes')).toEqual([1024, 0])
  expect(values('multibeam_crashes')).toEqual([0, 2])
  expect(values('multibeam_supervisor_restarts')).toEqual([1])
  expect(values('multibeam_scheduler_downs')).toEqual([1, 0])
  expect(values('process_resident_memory_bytes')).toEqual([4096])
})
