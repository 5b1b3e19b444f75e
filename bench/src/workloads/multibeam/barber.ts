// Customers come to a barber; those who find the waiting room full go back and are sent again. Check: the haircuts, and what the work of the barber and
// of the factory that makes the customers came to.

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { draw, drawLast } from '../../kernels/pseudo-random.ts'
import { type Outcome, since } from './outcome.ts'

/** Savina's, of the barber and of the factory. */
const SEED = 74755

type ToRoom = ['enter', Pid] | ['next'] | ['exit']
type ToBarber = ['enter', Pid, Pid] | ['wait'] | ['exit', Pid]
type ToFactory = ['returned', Pid] | ['done']

/** The factory. */
export function* run(haircuts: number, seats: number, production: number, cutting: number): Process<Outcome> {
  const start = performance.now()
  const chair = spawn(barber, cutting)
  const room = spawn(waitingRoom, seats, chair)
  let random = SEED
  let work = 0
  for (let index = 0; index < haircuts; index++) {
    send(room, ['enter', spawn(customer, self())])
    random = draw(random)
    work += drawLast(random, (random % production) + 10)
  }
  let left = haircuts
  while (left > 0) {
    const message = yield* receive<ToFactory>()
    if (message[0] === 'done') left--
    else send(room, ['enter', message[1]])
  }
  send(room, ['exit'])
  send(chair, ['exit', self()])
  const [, cut, barbersWork] = yield* receive<['cut', number, number]>('cut')
  return since(start, `${cut} ${barbersWork} ${work}`)
}

export function* waitingRoom(seats: number, chair: Pid): Process<void> {
  const waiting: Pid[] = []
  let asleep = true
  for (;;) {
    const message = yield* receive<ToRoom>()
    switch (message[0]) {
      case 'enter': {
        const [, pid] = message
        if (waiting.length === seats) {
          send(pid, 'full')
          break
        }
        waiting.push(pid)
        if (asleep) {
          asleep = false
          send(self(), ['next'])
        } else {
          send(pid, 'wait')
        }
        break
      }
      case 'next': {
        const pid = waiting.shift()
        if (pid === undefined) {
          send(chair, ['wait'])
          asleep = true
        } else {
          send(chair, ['enter', pid, self()])
        }
        break
      }
      case 'exit':
        return
    }
  }
}

export function* barber(cutting: number): Process<void> {
  let random = SEED
  let cut = 0
  let work = 0
  for (;;) {
    const message = yield* receive<ToBarber>()
    switch (message[0]) {
      case 'enter': {
        const [, pid, room] = message
        send(pid, 'start')
        random = draw(random)
        work += drawLast(random, (random % cutting) + 10)
        cut++
        send(pid, 'done')
        send(room, ['next'])
        break
      }
      case 'exit':
        send(message[1], ['cut', cut, work])
        return
    }
  }
}

export function* customer(factory: Pid): Process<void> {
  for (;;) {
    const message = yield* receive<'full' | 'wait' | 'start' | 'done'>()
    if (message === 'full') {
      send(factory, ['returned', self()])
    } else if (message === 'done') {
      send(factory, ['done'])
      return
    }
  }
}
