// How soon a process runs on another scheduler. Both ways are measured with a clock that all threads share, from before the move
// is asked for to the first thing the process does there: the waking of the other thread counts.
// Check: the processes stolen, and those handed over.

import { type Pid, Process, receive, System, self, send, sleep, spawn, spawnWith } from 'multibeam'
import { figuresSince, type Outcome, percentile } from './outcome.ts'

/** `warmUp`: moves of both kinds before, so that what is measured is compiled code: at one in two milliseconds it would stay cold. */
export function* run(thefts: number, moves: number, warmUp: number): Process<Outcome> {
  const start = performance.now()
  spawnWith({ scheduler: 1 }, spendthrift, warmUp, self())
  yield* receive<null>()
  spawnWith({ scheduler: 1 }, traveller, warmUp, 0, self())
  yield* receive<number[]>()
  spawnWith({ scheduler: 1 }, victim, thefts, self())
  const stolen = yield* receive<number[]>()
  spawnWith({ scheduler: 1 }, traveller, moves, PAUSE_MILLISECONDS, self())
  const moved = yield* receive<number[]>()
  return figuresSince(start, `${stolen.length} ${moved.length}`, [
    ...[percentile(stolen, 50), percentile(stolen, 99)],
    ...[percentile(moved, 50), percentile(moved, 99)],
  ])
}

/** Processes that are there to be stolen at once. Chosen: as many as a scheduler publishes unasked. */
const AT_ONCE = 8
/** Longer than a thief needs to come. Chosen. */
const BUSY_MILLISECONDS = 1
/** Long enough that the other scheduler sleeps. Chosen. */
const PAUSE_MILLISECONDS = 2
/** Long enough that a process of the warm-up is worth stealing. Chosen. */
const WORTHWHILE_MILLISECONDS = 0.03

/** Spawns processes that have not started, is busy with something else, and takes the time of those that were stolen. */
export function* victim(thefts: number, main: Pid): Process<void> {
  const times: number[] = []
  while (times.length < thefts) {
    yield* sleep(PAUSE_MILLISECONDS)
    const spawned = process.hrtime.bigint()
    for (let index = 0; index < AT_ONCE; index++) spawn(loot, spawned, self())
    // They are published at the end of this slice, and taken from there while the next one lasts.
    yield* Process.yield()
    stayBusy(BUSY_MILLISECONDS)
    for (let index = 0; index < AT_ONCE; index++) {
      const [scheduler, nanoseconds] = yield* receive<[number, number]>()
      if (scheduler !== 1 && times.length < thefts) times.push(nanoseconds)
    }
  }
  send(main, times)
}

export function* loot(spawned: bigint, parent: Pid): Process<void> {
  send(parent, [System.schedulerId(), Number(process.hrtime.bigint() - spawned)])
}

/** Spawns processes that are worth stealing until `thefts` of them were. */
export function* spendthrift(thefts: number, main: Pid): Process<void> {
  for (let stolen = 0; stolen < thefts; ) {
    for (let index = 0; index < AT_ONCE; index++) spawn(work, self())
    for (let index = 0; index < AT_ONCE; index++) if ((yield* receive<number>()) !== 1) stolen++
  }
  send(main, null)
}

export function* work(parent: Pid): Process<void> {
  stayBusy(WORTHWHILE_MILLISECONDS)
  send(parent, System.schedulerId())
}

/** A plain function: nothing else runs on this scheduler before it returns. */
function stayBusy(milliseconds: number): void {
  const end = performance.now() + milliseconds
  while (performance.now() < end);
}

/** Goes back and forth between two schedulers, resting for `pause` milliseconds before, so that the one where it goes to sleeps. */
export function* traveller(moves: number, pause: number, main: Pid): Process<void> {
  const times: number[] = []
  while (times.length < moves) {
    if (pause > 0) yield* sleep(pause)
    const to = System.schedulerId() === 1 ? 2 : 1
    const left = process.hrtime.bigint()
    Process.flag('scheduler', to)
    yield* Process.yield()
    const arrived = process.hrtime.bigint()
    if (System.schedulerId() === to) times.push(Number(arrived - left))
  }
  send(main, times)
}
