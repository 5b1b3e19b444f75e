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

/** Round trips between two looks at the clock: some tens of microseconds. */
const TRIPS = 100
/** Looks that share one usual time, some tens of milliseconds: a machine that gets slower or faster meanwhile is not taken for a loss. */
const LOOKS = 1024

/**
 * A pair on each scheduler that plays ping-pong for so many milliseconds: the round trips of all in a millisecond, and the share of the time that went
 * into round trips having taken longer than the usual (the median) around them.
 */
export function* pingPong(milliseconds: number, schedulers: number): Process<{ rate: number; lost: number }> {
  for (let scheduler = 1; scheduler <= schedulers; scheduler++) spawnWith({ scheduler }, ping, milliseconds, self())
  let rate = 0
  let lost = 0
  for (let scheduler = 1; scheduler <= schedulers; scheduler++) {
    const [, ofOne, lostOfOne] = yield* receive<['played', number, number]>('played')
    rate += ofOne
    lost += lostOfOne / schedulers
  }
  return { rate, lost }
}

export function* ping(milliseconds: number, parent: Pid): Process<void> {
  const partner = spawn(pong)
  const looks = new Float64Array(LOOKS)
  const begun = performance.now()
  let trips = 0
  let lost = 0
  let last = begun
  for (let look = 0; last - begun < milliseconds; look++) {
    for (let i = 0; i < TRIPS; i++) {
      send(partner, self())
      yield* receive()
    }
    trips += TRIPS
    const now = performance.now()
    looks[look % LOOKS] = now - last
    last = now
    if (look % LOOKS === LOOKS - 1) {
      lost += lostIn(looks)
      last = performance.now()
    }
  }
  Process.exit(partner, 'kill')
  const passed = last - begun
  send(parent, ['played', trips / passed, lost / passed])
}

/** Milliseconds beyond what all would have taken at the usual time. */
function lostIn(looks: Float64Array): number {
  const usual = [...looks].sort((a, b) => a - b)[looks.length >> 1] as number
  let sum = 0
  for (const look of looks) sum += look
  return sum - usual * looks.length
}

export function* pong(): Process<never> {
  for (;;) send(yield* receive<Pid>(), 'pong')
}
