// How long an answer takes while others compute: a process is asked every millisecond, alone, beside 20 and 200 hogs, and beside 200
// with both sides of the question at priority high. Check: the right answers, and the hogs that were killed.

import { type Pid, Process, receive, self, send, sleep, spawn, spawnMonitor, spawnWith } from 'multibeam'
import { figuresSince, type Outcome, percentile } from './outcome.ts'

/** The time that hogs have before the first question. */
const WARM_UP_MILLISECONDS = 100

/** `warmUp`: questions asked one after the other before, so that what is measured later is compiled code: at one a millisecond it would stay cold. */
export function* run(few: number, many: number, questions: number, warmUp: number): Process<Outcome> {
  const start = performance.now()
  yield* askAll(spawn(echo), warmUp, 0)
  const figures: number[] = []
  let answers = 0
  let killed = 0
  for (const [hogs, priority] of [
    [0, 'normal'],
    [few, 'normal'],
    [many, 'normal'],
    [many, 'high'],
  ] as const) {
    const pids = Array.from({ length: hogs }, () => spawnMonitor(hog)[0])
    if (hogs > 0) yield* sleep(WARM_UP_MILLISECONDS)
    const previous = Process.flag('priority', priority)
    const times = yield* askAll(spawnWith({ priority }, echo), questions, 1)
    Process.flag('priority', previous)
    answers += times.length
    figures.push(percentile(times, 50), percentile(times, 99))
    for (const pid of pids) Process.exit(pid, 'kill')
    for (let left = hogs; left > 0; left--) {
      const [, , , , reason] = yield* receive<['DOWN', unknown, 'process', Pid, unknown]>('DOWN')
      if (reason === 'killed') killed++
    }
  }
  return figuresSince(start, `${answers} ${killed}`, figures)
}

export function* hog(): Process<void> {
  for (;;);
}

export function* echo(): Process<void> {
  for (;;) {
    const [, from, question] = yield* receive<['ask', Pid, number]>()
    send(from, ['answer', question])
  }
}

/** Nanoseconds of each answer that was the right one; `pause` milliseconds between them. */
function* askAll(to: Pid, questions: number, pause: number): Process<number[]> {
  const times: number[] = []
  for (let question = 0; question < questions; question++) {
    const start = performance.now()
    send(to, ['ask', self(), question])
    const [, answered] = yield* receive<['answer', number]>('answer')
    const time = performance.now() - start
    if (answered === question) times.push(time * 1e6)
    if (pause > 0) yield* sleep(pause)
  }
  Process.exit(to, 'kill')
  return times
}
