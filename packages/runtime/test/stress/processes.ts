// What scripts/stress.mjs runs: peers that send each other numbered messages and meanwhile do everything at which a signal or a process could be
// lost. Each checks what it gets; a round fails with the first thing that is wrong.

import {
  exit,
  inspect,
  type Pid,
  Process,
  type Ref,
  receive,
  System,
  self,
  send,
  spawnLink,
  spawnMonitor,
  spawnWith,
  timeout,
} from 'multibeam'

export interface Round {
  seed: number
  peers: number
  /** What each peer does, one thing after the other. */
  steps: number
}

export interface Outcome {
  /** Numbered messages, as many sent as received. */
  messages: number
  children: number
  /** Times that a peer found itself on another scheduler than in the step before. */
  moves: number
}

/**
 * Nothing else comes for so many waits in a row only if it was lost, which it may be when its scheduler dies. Many short ones: where the whole process
 * is stopped for a while (SIGSTOP), clocks go on, but of these waits at most one passes.
 */
const WAIT_MS = 200
const WAITS = 150

/** All that a peer knows: plain data, so that it can move. */
interface Peer {
  index: number
  random: number
  root: Pid
  peers: Pid[]
  /** Messages sent to each peer, and received from it. */
  sent: number[]
  received: number[]
  /** How many each peer says it has sent here; -1 until it says so. */
  announced: number[]
  /** Monitored children: messages that have come, and that are to come before their DOWN. */
  monitored: Map<Pid, [come: number, wanted: number]>
  /** Linked children whose EXIT has not come. */
  linked: Map<Pid, string>
  timers: Map<number, true>
  children: number
  moves: number
  at: number
}

/**
 * A round: starts the peers, waits for all of them, compares what was sent with what has come. Peers end with it. When one has ended otherwise, it ends
 * the others and waits for them, before it says so.
 */
export function* round({ seed, peers, steps }: Round): Process<Outcome> {
  Process.flag('trapExit', true)
  const pids: Pid[] = []
  const refs: Ref[] = []
  for (let index = 0; index < peers; index++) {
    const random = (seed * 7919 + index * 104_729) >>> 0
    const [pid, ref] = spawnWith({ link: true, monitor: true }, peer, index, peers, steps, random)
    pids.push(pid)
    refs.push(ref)
  }
  for (const pid of pids) send(pid, ['peers', pids, self()])
  const total: Outcome = { messages: 0, children: 0, moves: 0 }
  let sent = 0
  let problem = ''
  for (const ref of refs) {
    const [, , , pid, reason] = yield* receive<['DOWN', Ref, 'process', Pid, unknown]>(['DOWN', ref])
    const index = pids.indexOf(pid)
    if (reason !== 'normal') {
      if (problem === '') for (const other of pids) Process.exit(other, 'kill')
      if (problem === '') problem = `peer ${index} has ended: ${describe(reason)}`
      continue
    }
    // It came before the DOWN, or not at all.
    const report = yield* receive<['report', Pid, number, number, number, number]>(['report', pid], { after: 0 })
    if (report === timeout) {
      if (problem === '') problem = `the report of peer ${index} did not come before its DOWN`
      continue
    }
    const [, , sentHere, receivedHere, children, moves] = report
    sent += sentHere
    total.messages += receivedHere
    total.children += children
    total.moves += moves
  }
  if (problem === '' && sent !== total.messages) problem = `${sent} messages sent, ${total.messages} received`
  if (problem !== '') throw new Error(`seed ${seed}: ${problem}`)
  return total
}

function describe(reason: unknown): string {
  return reason instanceof Error ? (reason.stack ?? reason.message) : JSON.stringify(reason)
}

export function* peer(index: number, count: number, steps: number, random: number): Process {
  const [, peers, root] = yield* receive<['peers', Pid[], Pid]>('peers')
  const me: Peer = {
    index,
    random,
    root,
    peers,
    sent: new Array<number>(count).fill(0),
    received: new Array<number>(count).fill(0),
    announced: new Array<number>(count).fill(-1),
    monitored: new Map(),
    linked: new Map(),
    timers: new Map(),
    children: 0,
    moves: 0,
    at: System.schedulerId(),
  }
  Process.flag('trapExit', true)
  for (let left = steps; left > 0; left--) {
    yield* act(me)
    const at = System.schedulerId()
    if (at !== me.at) me.moves++
    me.at = at
  }
  Process.flag('scheduler', 0)
  for (const [to, pid] of me.peers.entries()) send(pid, ['end', index, me.sent[to]])
  for (let waits = 0; !isComplete(me); ) {
    const message = yield* receive<Incoming>(undefined, { after: WAIT_MS })
    if (message !== timeout) {
      waits = 0
      take(me, message)
    } else if (++waits === WAITS) wrong(me, `waits in vain: ${inspect(me)}`)
  }
  const sum = (numbers: number[]): number => numbers.reduce((a, b) => a + b, 0)
  send(root, ['report', self(), sum(me.sent), sum(me.received), me.children, me.moves])
}

type Incoming =
  | ['n', number, number]
  | ['end', number, number]
  | ['child', Pid, number]
  | ['DOWN', Ref, 'process', Pid, unknown]
  | ['EXIT', Pid, unknown]
  | ['timer', number]
  | ['self', string]

function isComplete(me: Peer): boolean {
  if (me.monitored.size > 0 || me.linked.size > 0 || me.timers.size > 0) return false
  return me.announced.every((announced, from) => announced === me.received[from])
}

function below(me: Peer, end: number): number {
  me.random = (Math.imul(me.random, 1_664_525) + 1_013_904_223) >>> 0
  return Math.floor((me.random / 2 ** 32) * end)
}

function wrong(me: Peer, what: string): never {
  throw new Error(`peer ${me.index}: ${what}`)
}

function* act(me: Peer): Process {
  switch (below(me, 12)) {
    case 0:
    case 1:
    case 2:
    case 3: {
      const burst = 1 + below(me, 5)
      const to = below(me, me.peers.length)
      for (let i = 0; i < burst; i++) send(me.peers[to] as Pid, ['n', me.index, (me.sent[to] as number)++])
      break
    }
    case 4:
    case 5:
      // It goes there at the end of its slice, and from there to wherever it is wanted.
      Process.flag('scheduler', 1 + below(me, System.schedulers()))
      yield* Process.yield()
      if (below(me, 2) === 0) Process.flag('scheduler', 0)
      break
    case 6: {
      const messages = below(me, 4)
      const [pid] = spawnMonitor(child, self(), messages)
      me.monitored.set(pid, [0, messages])
      me.children++
      break
    }
    case 7: {
      const reason = below(me, 2) === 0 ? 'normal' : 'boom'
      me.linked.set(spawnLink(failing, reason), reason)
      me.children++
      break
    }
    case 8:
      yield* useName(me)
      break
    case 9: {
      const number = below(me, 2 ** 30)
      if (me.timers.has(number)) break
      me.timers.set(number, true)
      Process.sendAfter(self(), ['timer', number], below(me, 3))
      break
    }
    case 10: {
      let sum = 0
      for (let i = below(me, 20_000); i > 0; i--) sum = (sum + i) % 7
      if (sum < 0) wrong(me, 'counting went wrong')
      break
    }
    default:
      for (;;) {
        const message = yield* receive<Incoming>(undefined, { after: 0 })
        if (message === timeout) break
        take(me, message)
      }
  }
}

function* useName(me: Peer): Process {
  const name = `peer ${self()} ${below(me, 3)}`
  if (!(yield* Process.register(self(), name))) wrong(me, `could not register as ${name}`)
  if (Process.whereis(name) !== self()) wrong(me, `${name} is somebody else`)
  send(name, ['self', name])
  yield* receive(['self', name])
  yield* Process.unregister(name)
  if (Process.whereis(name) !== undefined) wrong(me, `${name} is still registered`)
}

function take(me: Peer, message: Incoming): void {
  switch (message[0]) {
    case 'n': {
      const [, from, number] = message
      if (number < (me.received[from] as number))
        wrong(me, `OUT OF ORDER: message ${number} of peer ${from} comes too late or twice`)
      if (number !== me.received[from])
        wrong(me, `got message ${number} of peer ${from} instead of ${me.received[from]}`)
      me.received[from] = number + 1
      break
    }
    case 'end': {
      const [, from, count] = message
      if (count !== me.received[from]) wrong(me, `peer ${from} sent ${count} messages, ${me.received[from]} have come`)
      me.announced[from] = count
      break
    }
    case 'child': {
      const [, pid, number] = message
      const known = me.monitored.get(pid)
      if (known?.[0] !== number) wrong(me, `got message ${number} of a child instead of ${known?.[0]}`)
      known[0] = number + 1
      break
    }
    case 'DOWN': {
      const [, , , pid, reason] = message
      if (reason !== 'normal') wrong(me, `a child has ended: ${describe(reason)}`)
      const known = me.monitored.get(pid)
      if (known === undefined) wrong(me, 'got a DOWN twice, or for nobody')
      if (known[0] !== known[1]) wrong(me, `a child sent ${known[1]} messages before its DOWN, ${known[0]} have come`)
      me.monitored.delete(pid)
      break
    }
    case 'EXIT': {
      const [, from, reason] = message
      if (from === me.root) exit('killed')
      if (me.linked.get(from) !== reason) wrong(me, `got an exit ${describe(reason)} instead of ${me.linked.get(from)}`)
      me.linked.delete(from)
      break
    }
    case 'timer':
      if (!me.timers.delete(message[1])) wrong(me, 'a timer has fired twice')
      break
    default:
      wrong(me, `got ${JSON.stringify(message)}`)
  }
}

function* child(parent: Pid, messages: number): Process {
  for (let number = 0; number < messages; number++) send(parent, ['child', self(), number])
}

function* failing(reason: string): Process {
  if (reason !== 'normal') Process.exit(self(), reason)
  yield* receive('never', { after: 0 })
}
