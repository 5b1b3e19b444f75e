import { type Pid, Process, receive, System, self, send, spawnWith } from 'multibeam'
import type { Rows } from './row.ts'

type Level = 'max' | 'high' | 'normal' | 'low'

/** Counts its turns in its dictionary; says once that there were `turns`, and goes on if asked to. */
function* busy(to: Pid, turns: number, goOn: boolean): Process {
  for (let turn = 1; goOn || turn <= turns; turn++) {
    Process.put('turns', turn)
    if (turn === turns) send(to, 'done')
    yield* Process.yield()
  }
  yield* receive('never')
}

/** A busy process on this very scheduler. */
function startBusy(priority: Level, turns: number, goOn: boolean): Pid {
  return spawnWith({ priority, scheduler: System.schedulerId() }, busy, self(), turns, goOn)
}

function* turnsOf(pids: readonly Pid[]): Process<number> {
  let turns = 0
  for (const pid of pids) {
    const dictionary = yield* Process.info(pid, 'dictionary')
    turns += (dictionary?.get('turns') as number | undefined) ?? 0
  }
  return turns
}

/** Of two normal and two low processes that are always busy, when one of them has had 8000 turns. Runs with priority max. */
function* measureShares(to: Pid): Process {
  const normal = [startBusy('normal', 8000, true), startBusy('normal', 8000, true)]
  const low = [startBusy('low', 8000, true), startBusy('low', 8000, true)]
  yield* receive('done')
  const ratio = (yield* turnsOf(normal)) / (yield* turnsOf(low))
  for (const pid of [...normal, ...low]) Process.exit(pid, 'kill')
  send(to, ['measured', ratio > 7.5 && ratio < 8.5])
}

/** The turns of a normal process while one of high priority has 1000, and whether that one had them. Runs with priority max. */
function* measureStarvation(to: Pid): Process {
  const normal = startBusy('normal', 10, true)
  yield* receive('done')
  const before = yield* turnsOf([normal])
  const high = startBusy('high', 1000, false)
  yield* receive('done')
  const progress = (yield* turnsOf([normal])) - before
  const turns = yield* turnsOf([high])
  for (const pid of [normal, high]) Process.exit(pid, 'kill')
  send(to, ['measured', [progress, turns > 0]])
}

function* tellWhenTold(to: Pid, term: unknown): Process {
  yield* receive('go')
  send(to, term)
}

/** In which order four processes run that can run. Runs with priority max. */
function* measureOrder(to: Pid): Process {
  const levels: Level[] = ['low', 'normal', 'high', 'max']
  const scheduler = System.schedulerId()
  const pids = levels.map((priority) => spawnWith({ priority, scheduler }, tellWhenTold, self(), priority))
  for (const pid of pids) send(pid, 'go')
  send(to, ['measured', yield* next(levels.length)])
}

/** In which order five processes run that are alike. Runs with priority max. */
function* measureFairness(to: Pid): Process {
  const numbers = [1, 2, 3, 4, 5]
  const pids = numbers.map((number) => spawnWith({ scheduler: System.schedulerId() }, tellWhenTold, self(), number))
  for (const pid of pids) send(pid, 'go')
  send(to, ['measured', yield* next(numbers.length)])
}

function* next(count: number): Process<unknown[]> {
  const messages: unknown[] = []
  while (messages.length < count) messages.push(yield* receive())
  return messages
}

/** What a process tells that runs before all others, on a scheduler that all of them stay on. */
function* measured(scheduler: number | undefined, measure: (to: Pid) => Process): Process<unknown> {
  spawnWith({ scheduler: scheduler ?? System.schedulerId(), priority: 'max' }, measure, self())
  const [, result] = yield* receive<[string, unknown]>('measured')
  return result
}

export const priorities = {
  *low_vs_normal_1sched(place) {
    return yield* measured(place.scheduler, measureShares)
  },

  *high_starves_1sched(place) {
    return yield* measured(place.scheduler, measureStarvation)
  },

  *prio_order(place) {
    return yield* measured(place.scheduler, measureOrder)
  },

  *fifo_fair(place) {
    return yield* measured(place.scheduler, measureFairness)
  },
} satisfies Rows
