import type { Endpoint } from '../endpoint/endpoint.ts'
import { PublicRing } from '../queue/public-ring.ts'
import type { RunQueue } from '../queue/run-queue.ts'
import { StolenBatch } from '../queue/stolen-batch.ts'
import { Statistic } from '../shared/layout.ts'
import { type Pid, slotOf } from '../table/pid.ts'
import { type Task, TaskStatus } from '../task.ts'
import { ByteReader } from '../wire/reader.ts'
import type { Tracer } from './tracer.ts'
import type { Waking } from './waking.ts'

/** Processes a turn keeps in the public ring while nobody is hungry, so that a long native call does not hold back everything. Chosen. */
const STOCK = 8
/** Processes published at once for the hungry. Chosen: a thief takes half, and encoding one costs under a microsecond. */
const PUBLISH_AT_ONCE = 32
/** Tasks looked at to find one that may move. Chosen. */
const SEARCH_LIMIT = 64
/** Slices to let pass after a search in vain. Chosen: the search costs about as much as a slice. */
const FRUITLESS_PAUSE = 64
/** Processes, and bytes of them, that a sleeper is sent at once when they are too long for the ring. Chosen: enough that it is worth waking it, and it hands on what it does not get done. */
const PUSH_AT_ONCE = 16
const PUSHED_BYTES = 1024 * 1024
/** Processes one theft takes at most. Chosen: half of a ring. */
const STEAL_AT_ONCE = 32

/** The public rings of all schedulers, 1 to N. */
export function publicRings({ memory }: { memory: Endpoint<Task>['memory'] }): PublicRing[] {
  const { control, controlBytes, layout } = memory
  return Array.from(
    { length: layout.options.schedulers },
    (_, i) => new PublicRing(control, controlBytes, layout.ring(i + 1)),
  )
}

/**
 * Processes that have not started, on their way to whoever is idle: a scheduler publishes some of its own in its public ring, and takes
 * from the rings of others. See README.md, and queue/README.md for the rings.
 */
export class Publishing<T extends Task> {
  /** Tasks in the run queue that have not started and may move. */
  movable = 0
  /** Told of each theft while the scheduler is traced. */
  tracer: Tracer<T> | null = null
  readonly #id: number
  readonly #endpoint: Endpoint<T>
  readonly #runQueue: RunQueue<T>
  readonly #waking: Waking<T>
  readonly #ring: PublicRing
  readonly #rings: readonly PublicRing[]
  readonly #loot: StolenBatch
  readonly #lootReader = new ByteReader()
  #nextVictim: number
  /** Something may be in the public ring: spares two atomic loads a slice (16 ns) while nothing is. */
  #published = false
  /** More than 0: the last one that was encoded was too long for the ring, and so many times more nothing is encoded while nobody sleeps. */
  #long = 0
  /** Slices to go before the run queue is searched again for a task that may move. */
  #fruitless = 0

  constructor(
    id: number,
    endpoint: Endpoint<T>,
    runQueue: RunQueue<T>,
    waking: Waking<T>,
    rings: readonly PublicRing[],
  ) {
    this.#id = id
    this.#endpoint = endpoint
    this.#runQueue = runQueue
    this.#waking = waking
    this.#rings = rings
    this.#ring = rings[id - 1] as PublicRing
    this.#loot = new StolenBatch(STEAL_AT_ONCE, this.#ring.entryWords)
    this.#nextVictim = id % rings.length
  }

  /** Whether something of this scheduler's is public. */
  get isAny(): boolean {
    return this.#published && this.#ring.size() > 0
  }

  /** Takes the oldest process back out of the public ring; false if there is none. */
  unpublish(): boolean {
    while (this.#published) {
      const slot = this.#ring.pop()
      if (slot === -1) {
        this.#published = false
        return false
      }
      const task = this.#endpoint.table.at(slot) as T
      // Nobody wanted it. It is older than all that is private here, so it is the next one in line; published again and again it never would.
      task.movable = false
      task.status = TaskStatus.runnable
      this.#runQueue.unshift(task)
      this.#endpoint.release(task)
      if ((task.status as TaskStatus) !== TaskStatus.exited) return true
    }
    return false
  }

  /** Keeps a few processes published, and gives the oldest one of them its turn. */
  keepStock(): void {
    if (this.#waking.alone) return
    // Nobody has taken it: it must not wait longer than what came after it.
    if (this.#published && (this.movable === 0 || this.#ring.size() >= STOCK)) this.unpublish()
    if (this.movable === 0) return
    if (this.#fruitless > 0) {
      this.#fruitless--
      return
    }
    this.#publish(STOCK - this.#ring.size())
    // The first slice may be a long native call; `hungry` alone might be a stale read.
    if (this.#published) this.#waking.wakeOne()
  }

  /**
   * Somebody is hungry: publishes half of what may move, and wakes one. False if nothing is public then. `all`: publishes all but one, since slices are so long that the next
   * look may come too late.
   */
  feed(all: boolean): boolean {
    if (this.movable > 0 && this.#runQueue.length > 1) {
      if (this.#fruitless > 0) {
        this.#fruitless--
      } else {
        const room = PUBLISH_AT_ONCE - this.#ring.size()
        if (room > 0) this.#publish(Math.min(all ? this.movable : (this.movable + 1) >> 1, room))
      }
    }
    if (this.#published) {
      if (this.#ring.size() > 0) {
        this.#waking.wakeOne()
        return true
      }
      this.#published = false
    }
    return false
  }

  #publish(most: number): void {
    if (this.#long > 0) {
      // What is encoded in vain may be megabytes: first of all, is there anybody to send it to?
      const sleeper = this.#waking.claimSleeper()
      if (sleeper === 0) this.#long--
      else if (!this.#pushTo(sleeper)) this.#endpoint.wake(sleeper)
      return
    }
    for (let published = 0; published < most && this.movable > 0 && this.#runQueue.length > 1; published++) {
      const task = this.#runQueue.take(SEARCH_LIMIT, isMovable)
      if (task === undefined) {
        this.#fruitless = FRUITLESS_PAUSE
        return
      }
      this.movable--
      // Ended while it was queued.
      if (task.status === TaskStatus.exited) continue
      if (!this.#publishTask(task)) return
    }
  }

  /** False when nothing more is to be published: there is no room, or processes are too long for the ring, and go to a sleeper if there is one. */
  #publishTask(task: T): boolean {
    const endpoint = this.#endpoint
    if (!endpoint.encodeTask(task)) {
      // What it was given cannot leave this scheduler (a closure, say): it runs here, and is not tried again.
      task.movable = false
      this.#runQueue.unshift(task)
      return true
    }
    if (this.#isTooLong()) {
      this.#push(task)
      return false
    }
    // Before the push: from then on a thief may own it, and signals need tickets.
    task.status = TaskStatus.published
    task.ticketed = true
    if (this.#ring.push(slotOf(task.pid), endpoint.payload.bytes, endpoint.payload.length)) {
      this.#published = true
      return true
    }
    task.status = TaskStatus.runnable
    this.#runQueue.unshift(task)
    this.movable++
    return false
  }

  /** What the ring cannot hold goes through a port, to a scheduler that sleeps. */
  #push(task: T): void {
    const sleeper = this.#waking.claimSleeper()
    this.#long = FRUITLESS_PAUSE
    if (sleeper === 0) {
      // It keeps its place, and is not encoded again before somebody sleeps, or for some time.
      this.#runQueue.unshift(task)
      this.movable++
      return
    }
    this.#endpoint.push(task, sleeper)
    this.#pushTo(sleeper)
  }

  /** Sends half of what may move, within limits, to a sleeper that has been claimed; false if nothing could be sent. */
  #pushTo(sleeper: number): boolean {
    const endpoint = this.#endpoint
    let pushed = 0
    let bytes = 0
    for (let left = Math.min((this.movable + 1) >> 1, PUSH_AT_ONCE); left > 0 && bytes < PUSHED_BYTES; left--) {
      if (this.#runQueue.length < 2) break
      const task = this.#runQueue.take(SEARCH_LIMIT, isMovable)
      if (task === undefined) break
      this.movable--
      if (task.status === TaskStatus.exited) continue
      if (!endpoint.encodeTask(task)) {
        task.movable = false
        this.#runQueue.unshift(task)
        continue
      }
      bytes += endpoint.payload.length
      this.#long = this.#isTooLong() ? FRUITLESS_PAUSE : 0
      endpoint.push(task, sleeper)
      pushed++
    }
    endpoint.flush()
    return pushed > 0
  }

  #isTooLong(): boolean {
    return this.#endpoint.extras.length > 0 || this.#endpoint.payload.length > this.#ring.maxPayloadBytes
  }

  /** Takes half of what another scheduler has published; false if nobody has. */
  steal(): boolean {
    if (this.#waking.alone) return false
    this.#waking.startSearching()
    this.#endpoint.count(Statistic.stealsTried)
    const victims = this.#rings.length
    for (let tried = 0; tried < victims; tried++) {
      const victim = (this.#nextVictim + tried) % victims
      if (victim === this.#id - 1) continue
      const count = (this.#rings[victim] as PublicRing).steal(this.#loot, STEAL_AT_ONCE)
      if (count === 0) continue
      this.#nextVictim = victim
      this.tracer?.steals(victim + 1, count)
      this.#adopt(victim + 1, count)
      return true
    }
    return false
  }

  /** No thief is at work: takes back what was claimed by one that has died, and forgets what it owned already. */
  revive(): void {
    const endpoint = this.#endpoint
    const published = new Set(this.#ring.slots())
    for (const task of endpoint.table) {
      const slot = slotOf(task.pid)
      if (task.status !== TaskStatus.published || published.has(slot)) continue
      if (endpoint.ownerOf(task.pid) !== this.#id) {
        endpoint.settle(slot)
        continue
      }
      task.movable = false
      task.status = TaskStatus.runnable
      this.#runQueue.push(task)
      endpoint.release(task)
    }
  }

  #adopt(victim: number, count: number): void {
    const endpoint = this.#endpoint
    const { slots, offsets, lengths, bytes } = this.#loot
    const pids: Pid[] = []
    for (let i = 0; i < count; i++) {
      const from = offsets[i] as number
      const pid = endpoint.pidIn(slots[i] as number)
      this.#lootReader.open(bytes, from, from + (lengths[i] as number))
      endpoint.adopt(pid, this.#lootReader, { list: [], from: 0 })
      pids.push(pid)
    }
    endpoint.count(Statistic.stealsWon)
    // Posted with what the first burst sends: what is held for them cannot be taken in before that anyway.
    endpoint.tellStolen(victim, pids)
  }
}

function isMovable(task: Task): boolean {
  return task.movable
}
