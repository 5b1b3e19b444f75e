// Workers each go through a series of the logistic map, whose next term another process computes; they are told all at once how many terms to go on, so
// that each waits for its answers past thousands of messages. Check: the sum of the last terms, in billionths.

import { makeRef, type Pid, type Process, type Ref, receive, self, send, spawn } from 'multibeam'
import { type Outcome, since } from './outcome.ts'

const START_RATE = 3.46
const INCREMENT = 0.0025

export function* run(terms: number, series: number): Process<Outcome> {
  const start = performance.now()
  const computers: Pid[] = []
  const workers: Pid[] = []
  for (let index = 0; index < series; index++) {
    const rate = spawn(computer, START_RATE + index * INCREMENT)
    computers.push(rate)
    workers.push(spawn(worker, index * INCREMENT, rate, self()))
  }
  for (let term = 0; term < terms; term++) for (const pid of workers) send(pid, 'next')
  for (const pid of workers) send(pid, 'get')
  let sum = 0
  for (let left = series; left > 0; left--) sum += Math.round((yield* receive<number>()) * 1e9)
  for (const pid of computers) send(pid, 'stop')
  for (const pid of workers) send(pid, 'stop')
  return since(start, sum)
}

export function* worker(first: number, rate: Pid, master: Pid): Process<void> {
  let term = first
  for (;;) {
    const message = yield* receive<'next' | 'get' | 'stop'>()
    if (message === 'next') {
      const ref = makeRef()
      send(rate, ['compute', ref, self(), term])
      const [, , next] = yield* receive<['result', Ref, number]>(['result', ref])
      term = next
    } else if (message === 'get') {
      send(master, term)
    } else {
      return
    }
  }
}

export function* computer(rate: number): Process<void> {
  for (;;) {
    const message = yield* receive<'stop' | ['compute', Ref, Pid, number]>()
    if (message === 'stop') return
    const [, ref, from, term] = message
    send(from, ['result', ref, rate * term * (1 - term)])
  }
}
