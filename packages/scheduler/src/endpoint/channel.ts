import type { SharedMemory } from '../shared/memory.ts'
import type { Arena } from './arena.ts'
import { Inbox } from './inbox.ts'
import { type Link, type Parcel, type Transferable, WAKE } from './link.ts'
import { SignalRing } from './signal-ring.ts'

/** What `receive` gives for a batch that came through the ring: it is in the arena. */
export const IN_ARENA = 1

/** What a channel needs of shared memory. */
export type ChannelMemory = Pick<SharedMemory, 'control' | 'controlBytes' | 'layout'>

/**
 * The way to one other endpoint and back: a ring in shared memory for short batches, a port for everything else. It keeps the order of what it
 * carries, over both: see README.md, "Two ways, one order".
 */
export class Channel {
  private readonly link: Link
  private readonly out: SignalRing
  private readonly in: SignalRing
  private readonly arena: Arena
  private readonly inbox: Inbox
  private readonly words: Int32Array
  /** Word that counts what is posted through the port; the other side's. */
  private readonly postedWord: number
  private readonly comingWord: number
  /** Parcels posted through the port, and taken from it. */
  private posted = 0
  private taken = 0
  /** Came through the port. What was written to the ring before they were posted is taken first. */
  private readonly waiting: Parcel[] = []
  /** What was written last went through the ring, which wakes nobody. */
  private silent = false

  /** From endpoint `from`, which is this one, to endpoint `to`, by a new `link`. */
  constructor({ control, controlBytes, layout }: ChannelMemory, from: number, to: number, link: Link, arena: Arena) {
    const out = layout.signalRing(from, to)
    const back = layout.signalRing(to, from)
    this.link = link
    this.out = new SignalRing(control, controlBytes, out)
    this.in = new SignalRing(control, controlBytes, back)
    this.arena = arena
    this.inbox = new Inbox(control, layout.inbox(to))
    this.words = control
    this.postedWord = out.posted
    this.comingWord = back.posted
  }

  /** Writes the first `length` bytes of a batch without extras to the ring; false if there is no room. */
  write(batch: Uint8Array, length: number): boolean {
    this.silent = this.out.write(batch, length, this.posted)
    return this.silent
  }

  /** Posts through the port. What that throws it throws: then nothing has been posted. */
  post(parcel: Parcel, transfer: readonly Transferable[]): void {
    const posted = (this.posted + 1) | 0
    // Before the parcel: if this thread died between the two, nobody would look for it.
    Atomics.store(this.words, this.postedWord, posted)
    this.link.post(parcel, transfer)
    this.posted = posted
    this.silent = false
  }

  /** Whether the receiver sleeps, and must be woken; may be out of date. */
  isParked(): boolean {
    return this.inbox.isParked()
  }

  /** After `write` or `post`: the receiver looks, and wakes if need be. */
  announce(): void {
    this.inbox.count()
    if (!this.silent || !this.inbox.claim()) return
    this.post(WAKE, [])
    this.inbox.count()
  }

  /** The next parcel that has arrived, without waiting; IN_ARENA for one from the ring. */
  receive(): Parcel | typeof IN_ARENA | undefined {
    const next = this.next()
    if (next !== undefined) return next
    const coming = Atomics.load(this.words, this.comingWord)
    if (coming === this.taken) return undefined
    const parcel = this.link.receive()
    if (parcel === undefined) return undefined
    this.waiting.push(parcel)
    // What was written to the ring before it was posted can be seen by now, and may not have been a moment ago.
    return this.next()
  }

  /** The same, without looking into the port. */
  next(): Parcel | typeof IN_ARENA | undefined {
    if (this.in.take(this.taken, this.arena)) return IN_ARENA
    if (this.waiting.length === 0) return undefined
    this.taken = (this.taken + 1) | 0
    return this.waiting.shift()
  }

  /** Whether something has been written to the ring that has not been taken. */
  hasEntries(): boolean {
    return !this.in.isEmpty()
  }

  /** `arrived` is called when the event loop has brought a parcel, which `next` gives in its turn. */
  listen(arrived: () => void): void {
    this.link.listen((parcel) => {
      this.waiting.push(parcel)
      return arrived()
    })
  }

  close(): void {
    this.link.close()
  }

  /** The other endpoint has died, and what it had written has been taken: its successor finds nothing, and both count anew. */
  clear(): void {
    this.out.clear()
    this.in.clear()
  }
}
