// Numbers go through a chain of processes that keep the primes they see, up to `capacity` each, and let through what none of these divides. Check: the
// primes, the processes, and the numbers that all of them took in.

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { type Outcome, since } from './outcome.ts'

type ToFilter = number | ['end', number]

export function* run(limit: number, capacity: number): Process<Outcome> {
  const start = performance.now()
  const first = spawn(filter, 1, 2, capacity, self())
  for (let candidate = 3; candidate < limit; candidate += 2) send(first, candidate)
  send(first, ['end', 0])
  const [, primes, filters, taken] = yield* receive<['primes', number, number, number]>()
  return since(start, `${primes} ${filters} ${taken}`)
}

export function* filter(id: number, first: number, capacity: number, main: Pid): Process<void> {
  const primes = [first]
  let next: Pid | undefined
  let taken = 0
  for (;;) {
    const message = yield* receive<ToFilter>()
    if (typeof message === 'number') {
      taken++
      if (isDivided(message, primes)) continue
      if (next !== undefined) send(next, message)
      else if (primes.length < capacity) primes.push(message)
      else next = spawn(filter, id + 1, message, capacity, main)
    } else {
      const all = message[1] + taken
      if (next !== undefined) send(next, ['end', all])
      else send(main, ['primes', (id - 1) * capacity + primes.length, id, all])
      return
    }
  }
}

/** Microseconds: there are a thousand primes. */
function isDivided(candidate: number, primes: readonly number[]): boolean {
  for (const prime of primes) if (candidate % prime === 0) return true
  return false
}
