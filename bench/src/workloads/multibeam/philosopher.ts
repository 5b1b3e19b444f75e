// Philosophers at a round table ask an arbitrator for both their forks, and ask again when it denies them. Check: the meals that the arbitrator counted
// (a fork given twice is none), and those that the philosophers counted.

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { type Outcome, since } from './outcome.ts'

type ToArbitrator = ['hungry', Pid, number] | ['done', number] | ['exit', number]

export function* run(philosophers: number, rounds: number): Process<Outcome> {
  const start = performance.now()
  const pids: Pid[] = []
  for (let id = 0; id < philosophers; id++) pids.push(spawn(philosopher, id, rounds, self()))
  for (const pid of pids) send(pid, 'start')
  return since(start, yield* arbitrate(philosophers))
}

function* arbitrate(philosophers: number): Process<string> {
  const taken: boolean[] = new Array(philosophers).fill(false)
  let meals = 0
  let counted = 0
  let left = philosophers
  while (left > 0) {
    const message = yield* receive<ToArbitrator>()
    switch (message[0]) {
      case 'hungry': {
        const [, pid, id] = message
        const right = (id + 1) % philosophers
        if (taken[id] || taken[right]) {
          send(pid, 'denied')
        } else {
          taken[id] = true
          taken[right] = true
          send(pid, 'eat')
        }
        break
      }
      case 'done': {
        const [, id] = message
        const right = (id + 1) % philosophers
        if (taken[id] && taken[right]) meals++
        taken[id] = false
        taken[right] = false
        break
      }
      case 'exit':
        counted += message[1]
        left--
    }
  }
  return `${meals} ${counted}`
}

export function* philosopher(id: number, rounds: number, arbitrator: Pid): Process<void> {
  let meals = 0
  while (meals < rounds) {
    const message = yield* receive<'start' | 'denied' | 'eat'>()
    if (message === 'eat') {
      meals++
      send(arbitrator, ['done', id])
      if (meals < rounds) send(self(), 'start')
    } else {
      send(arbitrator, ['hungry', self(), id])
    }
  }
  send(arbitrator, ['exit', meals])
}
