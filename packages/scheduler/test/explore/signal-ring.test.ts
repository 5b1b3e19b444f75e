import { describe, expect, it } from 'vitest'
import type { Endpoint } from '../../src/endpoint/endpoint.ts'
import type { Link, Parcel } from '../../src/endpoint/link.ts'
import { SignalKind } from '../../src/endpoint/signal-kind.ts'
import type { SignalRingPlace } from '../../src/endpoint/signal-ring.ts'
import * as layout from '../../src/shared/layout.ts'
import type { Task } from '../../src/task.ts'
import type { ByteReader } from '../../src/wire/reader.ts'
import { explore, MORE_PREEMPTIONS, replay, type Scenario, type Step, type Thread } from './explore.ts'
import { generatorMethods, instrument, type Mutation, type Points } from './instrument.ts'
import { ENDPOINT, modulesFrom } from './moving-sources.ts'

// What two schedulers send to a third one through their rings and ports, and how it parks: endpoint, outbox, channel, ring and inbox, instrumented.

const RING = new URL('../../src/endpoint/signal-ring.ts', import.meta.url)
const INBOX = new URL('../../src/endpoint/inbox.ts', import.meta.url)
const CHANNEL = new URL('../../src/endpoint/channel.ts', import.meta.url)
const OUTBOX = new URL('../../src/endpoint/outbox.ts', import.meta.url)

/** The bytes of an entry are copied in one step: what matters is what comes before and after. */
const RING_POINTS: Points = { views: ['words'], calls: ['this.copyIn', 'this.copyOut'] }
const CHANNEL_POINTS: Points = {
  calls: ['this.link.post', 'this.link.receive'],
  generators: [
    [/^this\.(in|out)$/, generatorMethods(RING, RING_POINTS)],
    [/^this\.inbox$/, generatorMethods(INBOX)],
  ],
}
const CHANNEL_METHODS = generatorMethods(CHANNEL, CHANNEL_POINTS)
/** Small, so that two short signals, or a long one, make a batch that may stay open, and three long ones or a look later on post it. */
const SMALL_BATCHES: Mutation = [
  ['const TRANSFER_FROM_BYTES = 4 * 1024', 'const TRANSFER_FROM_BYTES = 30'],
  ['const LONG_ENOUGH_BYTES = 64 * 1024', 'const LONG_ENOUGH_BYTES = 200'],
  ['const OPEN_MILLISECONDS = 0.2', 'const OPEN_MILLISECONDS = 2'],
]
const OUTBOX_POINTS: Points = { generators: [[/^this\.channel$/, CHANNEL_METHODS]] }
const ENDPOINT_POINTS: Points = {
  views: ['control'],
  generators: [
    [/^(outbox\.)?channel$/, CHANNEL_METHODS],
    [/^outbox$/, generatorMethods(OUTBOX, OUTBOX_POINTS)],
    [/^this\.#inbox$/, generatorMethods(INBOX)],
    [/^this\.slots$/, new Set()],
  ],
}

type Mutations = Partial<Record<'ring' | 'inbox' | 'channel' | 'outbox' | 'endpoint', Mutation>>

interface EndpointHere extends Pick<Endpoint<Task>, 'begin'> {
  notify(endpoint: number, kind: number): Generator<Step, void, undefined>
  flush(): Generator<Step, void, undefined>
  flushDue(now: number): Generator<Step, void, undefined>
  hasMail(): Generator<Step, boolean, undefined>
  drain(): Generator<Step, void, undefined>
  park(): Generator<Step, boolean, undefined>
  unpark(): Generator<Step, void, undefined>
  listen(onParcel: () => void): void
}
type EndpointClass = new (index: number, memory: unknown, links: unknown, handler: unknown) => EndpointHere

function endpointOf({ ring, inbox, channel, outbox, endpoint }: Mutations = {}): EndpointClass {
  const inboxModule = instrument<object>(INBOX, inbox)
  const channelModule = instrument<object>(CHANNEL, channel, {
    ...CHANNEL_POINTS,
    modules: modulesFrom('endpoint', {
      './signal-ring.ts': instrument<object>(RING, ring, RING_POINTS),
      './inbox.ts': inboxModule,
    }),
  })
  const outboxModule = instrument<object>(OUTBOX, [...SMALL_BATCHES, ...(outbox ?? [])], {
    ...OUTBOX_POINTS,
    modules: modulesFrom('endpoint'),
  })
  const modules = modulesFrom('endpoint', {
    './channel.ts': channelModule,
    './inbox.ts': inboxModule,
    './outbox.ts': outboxModule,
  })
  return instrument<{ Endpoint: EndpointClass }>(ENDPOINT, endpoint, { ...ENDPOINT_POINTS, modules }).Endpoint
}

/** A port: what is posted at one end waits at the other until it is looked for, or the event loop brings it. */
class Port implements Link {
  readonly queue: Parcel[] = []
  peer: Port | undefined
  bring: ((parcel: Parcel) => Generator<Step, void, undefined>) | undefined

  post(parcel: Parcel): void {
    this.peer?.queue.push(parcel)
  }
  receive(): Parcel | undefined {
    return this.queue.shift()
  }
  listen(listener: (parcel: Parcel) => unknown): void {
    this.bring = listener as (parcel: Parcel) => Generator<Step, void, undefined>
  }
  close(): void {}
}

/**
 * What each sender does: it sends a short signal or one that is too long for the ring, and posts everything behind it (`s`, `l`), or what is due, as between two bursts
 * (`S`, `L`). A dot is a burst that sends nothing. A millisecond passes with each.
 */
type Load = readonly ('s' | 'l' | 'S' | 'L' | '.')[][]

/** Two short batches fit. */
const CAPACITY = 64
const LONG = 60
const RECEIVER = 1
const PLACE_WORDS = 3 + CAPACITY / 4
/** Counters begin here, so that every run also crosses the wrap from 2^31 - 1 to -2^31. */
const FIRST_BYTE = 2 ** 31 - 28

function scenario(Here: EndpointClass, load: Load): () => Scenario {
  return () => {
    const endpoints = load.length + 2
    const ringsAt = 2 * endpoints
    const control = new Int32Array(ringsAt + endpoints * endpoints * PLACE_WORDS)
    const signalRing = (from: number, to: number): SignalRingPlace => {
      const at = ringsAt + (from * endpoints + to) * PLACE_WORDS
      return { head: at, tail: at + 1, posted: at + 2, entries: at + 3, capacity: CAPACITY }
    }
    for (let from = 0; from < endpoints; from++) {
      const { head, tail } = signalRing(from, RECEIVER)
      control[head] = control[tail] = FIRST_BYTE
    }
    const memory = {
      layout: {
        blocks: 1,
        endpoints,
        inbox: (at: number) => ({ posted: 2 * at, parked: 2 * at + 1 }),
        statistic: () => 0,
        signalRing,
      },
      rows: new Int32Array(8),
      control,
      controlBytes: new Uint8Array(control.buffer),
      statistics: new Float64Array(layout.STATISTICS_PER_ENDPOINT),
      postedTo: () => 0,
    }
    const got: number[][] = load.map(() => [])
    const handler = {
      notice: (from: number, _kind: number, payload: ByteReader) => got[from - RECEIVER - 1]?.push(payload.u8()),
    }
    const ports: (Port | undefined)[] = [undefined, undefined]

    function* sender(me: number, batches: readonly string[]): Thread {
      const port = new Port()
      const mine = ports[me] as Port
      port.peer = mine
      mine.peer = port
      const endpoint = new Here(me, memory, [undefined, port], handler)
      for (const [index, what] of batches.entries()) {
        const length = what.toLowerCase()
        if (length !== '.') {
          const payload = endpoint.begin()
          payload.u8(index)
          for (let i = 1; length === 'l' && i < LONG; i++) payload.u8(0)
          yield* endpoint.notify(RECEIVER, SignalKind.notice)
        }
        if (length === what && length !== '.') yield* endpoint.flush()
        else yield* endpoint.flushDue(index)
      }
    }
    /** As a scheduler does it, with nothing to run. */
    function* receiver(): Thread {
      const endpoint = new Here(RECEIVER, memory, ports, handler)
      endpoint.listen(() => {})
      for (;;) {
        while (yield* endpoint.hasMail()) yield* endpoint.drain()
        if (!(yield* endpoint.park())) continue
        yield () => ports.some((port) => port !== undefined && port.queue.length > 0)
        const port = ports.find((each) => each !== undefined && each.queue.length > 0)
        if (port?.bring !== undefined) yield* port.bring(port.queue.shift() as Parcel)
        yield* endpoint.unpark()
      }
    }

    const threads: Record<string, Thread> = {}
    load.forEach((batches, index) => {
      ports.push(new Port())
      threads[`sender ${index + 1}`] = sender(RECEIVER + 1 + index, batches)
    })
    threads.receiver = receiver()
    return {
      threads,
      check() {
        const wrong = load.findIndex((batches, i) => got[i]?.join() !== sentBy(batches).join())
        return wrong < 0 ? undefined : `of ${load[wrong]} by sender ${wrong + 1} there came ${got[wrong]}`
      },
    }
  }
}

/** The numbers of the signals that a sender has sent. */
function sentBy(batches: readonly string[]): number[] {
  return [...batches.keys()].filter((index) => batches[index] !== '.')
}

const LOADS: Record<string, { load: Load; preemptions: number }> = {
  'one sends short batches and long ones': { load: [['s', 'l', 's']], preemptions: 2 },
  'one sends a long batch behind a short one, and another short one': { load: [['l', 's', 'l']], preemptions: 2 },
  'one fills the ring': { load: [['s', 's', 's', 's']], preemptions: 2 },
  'two send': { load: [['s', 'l'], ['s']], preemptions: 2 },
  'one leaves a batch open between two bursts': { load: [['s', 'L', 'S', 's']], preemptions: 2 },
  'one leaves a batch open, goes on with bursts that send nothing, and sends once more': {
    load: [['L', '.', '.', 'S']],
    preemptions: 2,
  },
  'one fills the batch that it has left open': { load: [['L', 'L', 'L', 's']], preemptions: 2 },
}

/** The first load in which the mutant fails, with what went wrong. */
function findFailure(mutations: Mutations, most: number): string | undefined {
  const Here = endpointOf(mutations)
  for (let preemptions = 0; preemptions <= most; preemptions++) {
    for (const { load } of Object.values(LOADS)) {
      const { failure } = explore(scenario(Here, load), { preemptions })
      if (failure !== undefined) return failure.message
    }
  }
  return undefined
}

describe('rings beside ports, in every interleaving of senders and a receiver that parks', () => {
  for (const [name, { load, preemptions }] of Object.entries(LOADS)) {
    it(`keeps the order and wakes who is parked when ${name}`, { timeout: 120_000 }, () => {
      const make = scenario(endpointOf(), load)
      const { failure, runs } = explore(make, { preemptions: preemptions + MORE_PREEMPTIONS })
      if (failure !== undefined) expect.fail([failure.message, ...replay(make, failure.schedule)].join('\n'))
      expect(runs).toBeGreaterThan(100)
    })
  }
})

const CAUGHT: Record<string, Mutations> = {
  'the tail is published before the bytes': {
    ring: [
      [
        '    this.copyIn(batch, length, (at + HEADER_BYTES) & this.mask)\n    this.written = end\n    Atomics.store(words, this.tail, end)\n',
        '    this.written = end\n    Atomics.store(words, this.tail, end)\n    this.copyIn(batch, length, (at + HEADER_BYTES) & this.mask)\n',
      ],
    ],
  },
  'the head is published before the bytes have been copied': {
    ring: [
      ['    Atomics.store(words, this.head, this.taken)\n', ''],
      [
        '    into.reserve(length)\n',
        '    into.reserve(length)\n    Atomics.store(words, this.head, (this.taken + sizeOf(length)) | 0)\n',
      ],
    ],
  },
  'a full ring is written to': {
    ring: [['if (((end - this.seenHead) | 0) > this.capacity) return false', '']],
  },
  'an entry does not wait for the parcels before it': { ring: [['    if (after !== posted) return false\n', '']] },
  'a parcel does not wait for the entries before it': {
    channel: [
      [
        '    if (this.in.take(this.taken, this.arena)) return IN_ARENA\n    if (this.waiting.length === 0) return undefined\n',
        '    if (this.waiting.length === 0) return this.in.take(this.taken, this.arena) ? IN_ARENA : undefined\n',
      ],
    ],
  },
  'nobody looks at the ring again after a look into the port': {
    channel: [
      [
        '    this.waiting.push(parcel)\n    // What was written to the ring before it was posted can be seen by now, and may not have been a moment ago.\n    return this.next()\n',
        '    this.taken = (this.taken + 1) | 0\n    return parcel\n',
      ],
    ],
  },
  'a wake-up is not counted as a parcel': {
    channel: [['    this.post(WAKE, [])\n', '    this.link.post(WAKE, [])\n']],
  },
  'nobody wakes who is parked': { channel: [['if (!this.silent || !this.inbox.claim()) return', 'return']] },
  'the sender looks whether to wake before it has written': {
    endpoint: [
      [
        '    this.count(Statistic.bytesSent, outbox.flush())\n    outbox.channel.announce()\n',
        '    outbox.channel.announce()\n    this.count(Statistic.bytesSent, outbox.flush())\n',
      ],
    ],
  },
  'a batch that stays open is forgotten': {
    endpoint: [['if (outbox.staysOpen(now)) dirty[kept++] = outbox', 'if (outbox.staysOpen(now)) continue']],
  },
  'a batch that stays open does so for as long as there are bursts': {
    outbox: [['if (this.openSince === -1) this.openSince = now', 'this.openSince = now']],
  },
  'a batch that is posted while there are bursts tells nobody': {
    endpoint: [
      ['      else this.#post(outbox)\n    }\n    if (kept', '      else outbox.flush()\n    }\n    if (kept'],
    ],
  },
  'a batch that has been open for as long as it may is emptied, and not posted': {
    outbox: [
      [
        '    return now - this.openSince < OPEN_MILLISECONDS\n',
        '    if (now - this.openSince < OPEN_MILLISECONDS) return true\n    this.reset(this.channel)\n    return false\n',
      ],
    ],
  },
  'who parks does not look once more': {
    endpoint: [
      ['if (outbox === undefined || !outbox.channel.hasEntries()) continue', 'if (outbox !== undefined) continue'],
    ],
  },
  'who parks looks first, and says so then': {
    endpoint: [
      ['    this.#inbox.park()\n    for', '    for'],
      ['    return true\n  }\n\n  unpark', '    this.#inbox.park()\n    return true\n  }\n\n  unpark'],
    ],
  },
  'who finds something while it parks does not look for it': {
    endpoint: [
      [
        '      this.#received = ((this.#control[this.#inboxWord] as number) + OUT_OF_STEP) | 0\n      return false',
        '      return false',
      ],
    ],
  },
}

/** Changes that break nothing, and why. */
const SURVIVORS: Record<string, { why: string; mutations: Mutations }> = {
  'two may claim one who is parked': {
    why: 'each posts a wake-up, and one of them is spurious',
    mutations: { inbox: [['Atomics.exchange(this.words, this.parked, 0) === 1', 'true']] },
  },
  'a batch stays open for a receiver that sleeps': {
    why: 'it wakes later, and misses nothing',
    mutations: { outbox: [[' || this.channel.isParked()', ' || (this.channel.isParked() && false)']] },
  },
  'a batch stays on the list of those to be posted behind one that has been': {
    why: 'an empty batch is not posted',
    mutations: { endpoint: [['    if (kept < dirty.length) dirty.length = kept\n', '']] },
  },
  'parcels are counted after they have been posted': {
    why: 'the event loop brings what nobody looks for; only a thread that dies between the two would lose one',
    mutations: {
      channel: [
        ['    Atomics.store(this.words, this.postedWord, posted)\n', ''],
        [
          '    this.posted = posted\n',
          '    this.posted = posted\n    Atomics.store(this.words, this.postedWord, posted)\n',
        ],
      ],
    },
  },
}

describe('mutants of the rings beside ports', () => {
  for (const [name, mutations] of Object.entries(CAUGHT)) {
    it(`catches: ${name}`, { timeout: 120_000 }, () => {
      expect(findFailure(mutations, 2)).toBeDefined()
    })
  }

  for (const [name, { why, mutations }] of Object.entries(SURVIVORS)) {
    it(`does not mind: ${name} (${why})`, { timeout: 120_000 }, () => {
      expect(findFailure(mutations, 1)).toBeUndefined()
    })
  }
})
