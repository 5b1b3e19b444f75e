import type { Counters, Observed, SchedulerCounters } from '../observed.ts'
import { Exposition, type Labels, type Sample } from './exposition.ts'
import { Tally } from './tally.ts'

/** What Prometheus is told of an observed VM. */
export class Metrics {
  readonly #observed: Observed
  readonly #tally: Tally
  readonly #unfollow: () => void

  /** Counts what happens from here on. */
  constructor(observed: Observed) {
    this.#observed = observed
    this.#tally = new Tally(observed.about.schedulers)
    this.#unfollow = observed.follow((happening) => this.#tally.add(happening))
  }

  /** OpenMetrics text. Reads shared memory: the schedulers do nothing for it. */
  text(): string {
    return metricsText(this.#observed.about, this.#observed.counters(), this.#tally, process.memoryUsage.rss())
  }

  close(): void {
    this.#unfollow()
  }
}

/** `rss`: resident memory of the Node process, in bytes. */
export function metricsText(about: Observed['about'], counters: Counters, tally: Tally, rss: number): string {
  const exposition = new Exposition()
  const one = (value: number): Sample[] => [[{}, value]]
  const { version, node, startedAt, processLimit } = about
  exposition.add('info', 'multibeam', 'Versions of multibeam and of Node.', [[{ version, node }, 1]])
  exposition.add(
    'gauge',
    'multibeam_start_time_seconds',
    'When the VM started, in seconds since 1970.',
    one(startedAt / 1000),
    'seconds',
  )
  exposition.add('gauge', 'multibeam_processes', 'Processes alive.', one(counters.processes))
  exposition.add('gauge', 'multibeam_process_limit', 'Processes that may live at a time.', one(processLimit))
  exposition.add('gauge', 'multibeam_schedulers_online', 'Schedulers that run processes.', one(counters.online))
  exposition.add(
    'gauge',
    'process_resident_memory_bytes',
    'Resident memory of the whole Node process.',
    one(rss),
    'bytes',
  )
  addSchedulers(exposition, counters)
  addHappenings(exposition, tally)
  return exposition.end()
}

type Read = (counters: SchedulerCounters, scheduler: number) => number

function addSchedulers(exposition: Exposition, { schedulers, online }: Counters): void {
  const each = (read: Read): Sample[] => schedulers.map((counters, i) => [labelsOf(i + 1), read(counters, i + 1)])
  const gauge = (name: string, help: string, read: Read, unit?: 'bytes'): void =>
    exposition.add('gauge', `multibeam_scheduler_${name}`, help, each(read), unit)
  const counter = (name: string, help: string, read: Read, unit?: 'bytes' | 'seconds'): void =>
    exposition.add('counter', `multibeam_scheduler_${name}`, help, each(read), unit)

  gauge('online', 'Whether the scheduler runs processes: 1, or 0.', (_, id) => (id <= online ? 1 : 0))
  counter(
    'busy_seconds',
    'Time in which the scheduler ran processes. Its rate is the utilization, 0 to 1.',
    ({ busy }) => busy / 1000,
    'seconds',
  )
  gauge('run_queue', 'Processes that could run, when the scheduler last looked.', ({ runQueue }) => runQueue)
  gauge('processes', 'Processes alive on the scheduler.', ({ processes }) => processes)
  counter('slices', 'Slices run: times that a process got its turn.', ({ slices }) => slices)
  counter('spawned', 'Processes started.', ({ spawned }) => spawned)
  counter('exited', 'Processes that have ended.', ({ exited }) => exited)
  counter(
    'signals_sent',
    'Signals, messages among them, sent to other schedulers; what stays on one is not counted.',
    ({ signalsSent }) => signalsSent,
  )
  counter('signals_received', 'The same from other schedulers.', ({ signalsReceived }) => signalsReceived)
  counter('sent_bytes', 'Bytes sent to other schedulers.', ({ bytesSent }) => bytesSent, 'bytes')
  counter('steals', 'Times that the scheduler took processes of another one.', ({ stealsWon }) => stealsWon)
  counter('steal_attempts', 'Times that it looked for some.', ({ stealsTried }) => stealsTried)
  counter('moved_in', 'Processes that came from other schedulers.', ({ movedIn }) => movedIn)
  counter('moved_out', 'Processes that went to other schedulers.', ({ movedOut }) => movedOut)
  counter('parks', 'Times that the scheduler had nothing to do and slept.', ({ parks }) => parks)
  counter('spins', 'Times that it looked around a moment before that.', ({ spins }) => spins)
  gauge('heap_used_bytes', 'JavaScript heap in use, as of the last look.', ({ heapUsed }) => heapUsed, 'bytes')
  gauge('heap_size_bytes', 'JavaScript heap reserved, as of the last look.', ({ heapTotal }) => heapTotal, 'bytes')
}

function addHappenings(exposition: Exposition, tally: Tally): void {
  const each = (counts: readonly number[]): Sample[] => counts.map((count, i) => [labelsOf(i + 1), count])
  const counter = (name: string, help: string, samples: Sample[]): void =>
    exposition.add('counter', `multibeam_${name}`, `${help} Since the VM is observed.`, samples)
  counter('crashes', 'Processes that ended by an uncaught exception.', each(tally.crashes))
  counter('supervisor_restarts', 'Children that ended under a supervisor that starts them again.', [
    [{}, tally.restarts],
  ])
  counter('long_schedules', 'Slices that took long.', each(tally.longSchedules))
  counter('scheduler_downs', 'Times that the thread of a scheduler died and was replaced.', each(tally.schedulerDowns))
}

function labelsOf(scheduler: number): Labels {
  return { scheduler }
}
