import { type Pid, Process, receive, self, send, spawn, spawnWith } from 'multibeam'

/** So many processes that wait, a share on each scheduler. */
export function* crowd(count: number, schedulers: number): Process<void> {
  for (let scheduler = 1; scheduler <= schedulers; scheduler++) {
    spawnWith({ scheduler }, crowdHere, Math.floor(count / schedulers), self())
  }
  for (let scheduler = 1; scheduler <= schedulers; scheduler++) yield* receive('there')
}

export function* crowdHere(count: number, parent: Pid): Process<void> {
  for (let i = 0; i < count; i++) {
    spawn(idle)
    if (i % 1000 === 0) yield* Process.yield()
  }
  send(parent, 'there')
}

export function* idle(): Process<void> {
  yield* receive('never')
}

/** A pair on each scheduler that plays ping-pong for so many milliseconds; round trips of all in a millisecond. */
export function* pingPong(milliseconds: number, schedulers: number): Process<number> {
  for (let scheduler = 1; scheduler <= schedulers; scheduler++) spawnWith({ scheduler }, ping, milliseconds, self())
  let rate = 0
  for (let scheduler = 1; scheduler <= schedulers; scheduler++) {
    const [, one] = yield* receive<['rate', number]>('rate')
    rate += one
  }
  return rate
}

export function* ping(milliseconds: number, parent: Pid): Process<void> {
  const partner = spawn(pong)
  const begun = performance.now()
  let trips = 0
  let passed = 0
  while (passed < milliseconds) {
    for (let i = 0; i < 1000; i++) {
      send(partner, self())
      yield* receive()
    }
    trips += 1000
    passed = performance.now() - begun
  }
  Process.exit(partner, 'kill')
  send(parent, ['rate', trips / passed])
}

export function* pong(): Process<never> {
  for (;;) send(yield* receive<Pid>(), 'pong')
}
