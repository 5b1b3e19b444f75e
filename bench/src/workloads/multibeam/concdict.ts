// Workers read and write in a dictionary that one process keeps, one request after the other. The clock starts when the dictionary is full. Check: the
// values that the workers were given, what the dictionary holds, the reads and writes that it served, and the sum of their keys.

import { type Pid, type Process, receive, self, send, spawn } from 'multibeam'
import { draw } from '../../kernels/pseudo-random.ts'
import { type Outcome, since } from './outcome.ts'

type Request = ['read', Pid, number] | ['write', Pid, number, number] | ['end']

export function* run(workers: number, requests: number, writePercent: number, entries: number): Process<Outcome> {
  const keeper = spawn(dictionary, entries, self())
  yield* receive('ready')
  const start = performance.now()
  for (let id = 0; id < workers; id++) {
    // Savina's seed.
    spawn(worker, id + requests + writePercent, requests, writePercent, entries, keeper, self())
  }
  let given = 0
  for (let left = workers; left > 0; left--) given += yield* receive<number>()
  send(keeper, ['end'])
  return since(start, `${given} ${yield* receive<string>()}`)
}

export function* dictionary(entries: number, parent: Pid): Process<void> {
  const values = new Map<number, number>()
  for (let key = 0; key < entries; key++) values.set(key, key)
  send(parent, 'ready')
  let reads = 0
  let writes = 0
  let keys = 0
  for (;;) {
    const message = yield* receive<Request>()
    if (message[0] === 'read') {
      const [, from, key] = message
      reads++
      keys += key
      send(from, ['result', values.get(key)])
    } else if (message[0] === 'write') {
      const [, from, key, value] = message
      writes++
      keys += key
      values.set(key, value)
      send(from, ['result', value])
    } else {
      send(parent, `${values.size} ${reads} ${writes} ${keys}`)
      return
    }
  }
}

export function* worker(
  seed: number,
  requests: number,
  writePercent: number,
  entries: number,
  keeper: Pid,
  parent: Pid,
): Process<void> {
  let random = seed
  let given = 0
  for (let left = requests; left > 0; left--) {
    random = draw(random)
    const writes = random % 100 < writePercent
    const high = draw(random)
    const low = draw(high)
    const key = (high * 65536 + low) % entries
    random = low
    if (writes) {
      random = draw(random)
      send(keeper, ['write', self(), key, random])
    } else {
      send(keeper, ['read', self(), key])
    }
    const [, value] = yield* receive<['result', number | undefined]>()
    if (value !== undefined) given++
  }
  send(parent, given)
}
