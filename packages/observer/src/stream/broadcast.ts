import type { Counters, Happening, Observed } from '../observed.ts'
import { PROTOCOL_VERSION } from '../protocol.ts'
import { EventQueue } from './event-queue.ts'
import type { EventStream } from './event-stream.ts'
import { History } from './history.ts'
import { movesBetween } from './moves.ts'
import { overviewOf } from './overview.ts'

/** Milliseconds between two looks at the counters, for steals. Chosen: what an eye tells apart. */
const LOOK_MILLISECONDS = 100
/** Looks between two batches of events. Chosen: four batches a second would be two and a half looks. */
const LOOKS_PER_BATCH = 2
const LOOKS_PER_OVERVIEW = 10

interface Client {
  readonly stream: EventStream
  readonly queue: EventQueue
}

/** Tells all clients how the VM is, once a second, and what happens in it. Looks at nothing while there are none. */
export class Broadcast {
  readonly #observed: Observed
  readonly #history = new History()
  readonly #clients = new Set<Client>()
  readonly #unfollow: () => void
  #timer: NodeJS.Timeout | undefined
  #looks = 0
  #lastLook: Counters
  #lastOverview: Counters

  constructor(observed: Observed) {
    this.#observed = observed
    this.#lastLook = this.#lastOverview = observed.counters()
    this.#unfollow = observed.follow((happening) => this.#happened(happening))
  }

  get clients(): number {
    return this.#clients.size
  }

  add(stream: EventStream): void {
    const client: Client = { stream, queue: new EventQueue() }
    const { about } = this.#observed
    stream.send({ type: 'hello', protocol: PROTOCOL_VERSION, ...about, recent: this.#history.recent })
    this.#clients.add(client)
    stream.onClose(() => this.#remove(client))
    if (this.#timer !== undefined) return
    this.#lastLook = this.#lastOverview = this.#observed.counters()
    this.#looks = 0
    this.#timer = setInterval(() => this.#look(), LOOK_MILLISECONDS).unref()
  }

  /** The VM, or its observation, ends. */
  close(): void {
    this.#unfollow()
    clearInterval(this.#timer)
    for (const { stream } of this.#clients) {
      stream.send({ type: 'goodbye' })
      stream.end()
    }
    this.#clients.clear()
  }

  #remove(client: Client): void {
    this.#clients.delete(client)
    if (this.#clients.size > 0) return
    clearInterval(this.#timer)
    this.#timer = undefined
  }

  #happened(happening: Happening | ReturnType<typeof movesBetween>[number]): void {
    const event = this.#history.add(happening)
    for (const { queue } of this.#clients) queue.add(event)
  }

  #look(): void {
    const now = this.#observed.counters()
    for (const move of movesBetween(this.#lastLook, now)) this.#happened(move)
    this.#lastLook = now
    this.#looks++
    if (this.#looks % LOOKS_PER_BATCH === 0) for (const client of this.#clients) sendBatch(client)
    if (this.#looks % LOOKS_PER_OVERVIEW !== 0) return
    const overview = overviewOf(this.#lastOverview, now, process.memoryUsage.rss())
    this.#lastOverview = now
    // A client that reads slowly misses it: the next one says it better.
    for (const { stream } of this.#clients) stream.send(overview)
  }
}

/** What a client that reads slowly has not been sent stays in its queue, which drops what is too much. */
function sendBatch({ stream, queue }: Client): void {
  if (queue.isEmpty || stream.isFull) return
  stream.send({ type: 'events', ...queue.take() })
}
