// Producers and consumers, and a manager between them that holds what no consumer is free for, and makes the producers wait while that is too much.
// Check: the items consumed, and the sum of what the consumers made of them, in thousands (its last digits depend on the order).

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { processItem } from '../../kernels/logarithms.ts'
import { type Outcome, since } from './outcome.ts'

type Item = ['item', number, Pid]
type ToManager = Item | ['available', Pid] | ['exited']

export function* run(
  capacity: number,
  producers: number,
  consumers: number,
  items: number,
  cost: number,
): Process<Outcome> {
  const start = performance.now()
  const free: Pid[] = []
  for (let index = 0; index < consumers; index++) free.push(spawn(consumer, self(), cost))
  for (let index = 0; index < producers; index++) send(spawn(producer, self(), items, cost), 'produce')
  yield* manage(capacity - producers, producers, free)
  for (const pid of free) send(pid, 'exit')
  let consumed = 0
  let sum = 0
  for (let left = consumers; left > 0; left--) {
    const [, count, result] = yield* receive<['consumed', number, number]>('consumed')
    consumed += count
    sum += result
  }
  return since(start, `${consumed} ${Math.round(sum / 1000)}`)
}

/** Returns when all producers have ended and all consumers are free. */
function* manage(mostPending: number, producers: number, free: Pid[]): Process<void> {
  const consumers = free.length
  const pending: Item[] = []
  const held: Pid[] = []
  let left = producers
  while (left > 0 || free.length < consumers) {
    const message = yield* receive<ToManager>()
    switch (message[0]) {
      case 'item': {
        const idle = free.shift()
        if (idle === undefined) pending.push(message)
        else send(idle, message)
        if (pending.length >= mostPending) held.push(message[2])
        else send(message[2], 'produce')
        break
      }
      case 'available': {
        const item = pending.shift()
        if (item === undefined) {
          free.push(message[1])
          break
        }
        send(message[1], item)
        const waiting = held.shift()
        if (waiting !== undefined) send(waiting, 'produce')
        break
      }
      case 'exited':
        left--
    }
  }
}

export function* producer(manager: Pid, items: number, cost: number): Process<void> {
  let item = 0
  for (let left = items; left > 0; left--) {
    yield* receive('produce')
    item = processItem(item, cost)
    send(manager, ['item', item, self()])
  }
  yield* receive('produce')
  send(manager, ['exited'])
}

export function* consumer(manager: Pid, cost: number): Process<void> {
  let consumed = 0
  let result = 0
  for (;;) {
    const message = yield* receive<Item | 'exit'>()
    if (message === 'exit') break
    result = processItem(result + message[1], cost)
    consumed++
    send(manager, ['available', self()])
  }
  send(manager, ['consumed', consumed, result])
}
