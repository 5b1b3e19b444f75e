import type { Endpoint } from '../endpoint/endpoint.ts'
import type { Extras } from '../endpoint/executor.ts'
import type { Link } from '../endpoint/link.ts'
import { SignalKind } from '../endpoint/signal-kind.ts'
import { type Pid, slotOf } from '../table/pid.ts'
import type { Task } from '../task.ts'
import type { ByteReader } from '../wire/reader.ts'
import { Casualties } from './casualties.ts'
import { Losses } from './losses.ts'
import { Word } from './words.ts'

/**
 * Markers that each survivor sends to each other one. After the first round all that had been sent before the death was known has arrived;
 * after the third, all that was on its way when the first was over; after the fourth, also what had to be forwarded. See README.md.
 */
const ROUNDS = 4

/** What the thread of an endpoint does for a recovery. */
export interface Mourner {
  /** No process changes hands any more. */
  freeze(): void
  thaw(): void
  /** The way to the endpoint that takes the place of a dead one; `extra` came with the order, where a port can be sent. */
  linkTo(endpoint: number, extra: unknown): Link
  /** Processes were published to a thief that has died with them: they are this endpoint's again. */
  revive(): void
  /** An answer to the coordinator, which is here. */
  answered(from: number, word: number, recovery: number, payload: ByteReader): void
  /** These processes are no more: whoever had to do with them is told. */
  bury(dead: Casualties): void
}

/** A recovery under way. */
interface Recovery<T extends Task> {
  readonly number: number
  readonly dead: number
  /** Endpoints whose markers are waited for. */
  readonly awaited: Set<number>
  round: number
  losses: Losses<T> | undefined
}

/** An endpoint's part in the recovery from the death of another one. */
export class Survivor<T extends Task> {
  readonly #endpoint: Endpoint<T>
  readonly #mourner: Mourner
  /** The highest round of which a marker has come, by recovery and endpoint: markers may overtake the order to begin. */
  readonly #markers = new Map<number, Map<number, number>>()
  #current: Recovery<T> | undefined
  /** Recoveries to begin when the current one is over. */
  readonly #next: Recovery<T>[] = []

  constructor(endpoint: Endpoint<T>, mourner: Mourner) {
    this.#endpoint = endpoint
    this.#mourner = mourner
    endpoint.onRecovery = (from, payload, extras) => this.take(from, payload, extras)
  }

  take(from: number, payload: ByteReader, extras: Extras): void {
    const word = payload.u8()
    const number = payload.u32()
    if (word === Word.begin) this.#begin(number, payload, extras.list[extras.from])
    else if (word === Word.marker) this.#marked(number, from, payload.u8())
    else if (word === Word.bury) this.#bury(number, payload, extras.list[extras.from])
    else if (word === Word.reclaim) this.#reclaim(payload)
    else this.#mourner.answered(from, word, number, payload)
  }

  #begin(number: number, payload: ByteReader, extra: unknown): void {
    const dead = payload.u8()
    const awaited = new Set<number>()
    for (let left = payload.u8(); left > 0; left--) awaited.add(payload.u8())
    awaited.delete(this.#endpoint.index)
    this.#mourner.freeze()
    // What it has posted has arrived: a thread posts nothing more once it has ended.
    this.#endpoint.replaceLink(dead, this.#mourner.linkTo(dead, extra))
    const recovery: Recovery<T> = { number, dead, awaited, round: 0, losses: undefined }
    for (const other of [this.#current, ...this.#next]) other?.awaited.delete(dead)
    if (this.#current !== undefined) {
      this.#next.push(recovery)
      this.#advance()
      return
    }
    this.#start(recovery)
  }

  #start(recovery: Recovery<T>): void {
    this.#current = recovery
    this.#mark(recovery)
    this.#advance()
  }

  #marked(number: number, from: number, round: number): void {
    let heard = this.#markers.get(number)
    if (heard === undefined) {
      heard = new Map()
      this.#markers.set(number, heard)
    }
    heard.set(from, round)
    this.#advance()
  }

  /** Begins the next round: all that has been written so far goes out, and the marker behind it. */
  #mark(recovery: Recovery<T>): void {
    recovery.round++
    for (const other of recovery.awaited) {
      const payload = this.#endpoint.begin()
      payload.u8(Word.marker)
      payload.u32(recovery.number)
      payload.u8(recovery.round)
      this.#endpoint.notify(other, SignalKind.recovery)
    }
    this.#endpoint.flush()
  }

  #advance(): void {
    const recovery = this.#current
    if (recovery === undefined) return
    while (recovery.round <= ROUNDS && this.#allHeard(recovery)) {
      if (recovery.losses === undefined) {
        recovery.losses = new Losses(this.#endpoint)
        recovery.losses.note()
      }
      if (recovery.round === ROUNDS) {
        recovery.round++
        this.#settle(recovery)
        return
      }
      this.#mark(recovery)
    }
  }

  #allHeard({ number, awaited, round }: Recovery<T>): boolean {
    const heard = this.#markers.get(number)
    for (const other of awaited) if ((heard?.get(other) ?? 0) < round) return false
    return true
  }

  /** Nothing from before the death is on its way any more: what has not come was lost with it. */
  #settle({ number, losses }: Recovery<T>): void {
    this.#mourner.revive()
    const orphans = losses?.settle() ?? []
    const payload = this.#endpoint.begin()
    payload.u8(Word.settled)
    payload.u32(number)
    payload.u32(orphans.length)
    for (const pid of orphans) payload.f64(pid)
    this.#reply()
  }

  #bury(number: number, payload: ByteReader, graves: unknown): void {
    const endpoint = payload.u8()
    const dead = new Set<Pid>()
    for (let left = payload.u32(); left > 0; left--) dead.add(payload.f64() as Pid)
    this.#forget(dead)
    this.#mourner.bury(new Casualties(endpoint, dead, graves as SharedArrayBuffer))
    this.#markers.delete(number)
    this.#current = undefined
    const next = this.#next.shift()
    if (next === undefined) this.#mourner.thaw()
    // Behind all that this endpoint has sent to the dead: whoever takes their slots over then knows that nothing more comes.
    this.#endpoint.flush()
    const answer = this.#endpoint.begin()
    answer.u8(Word.buried)
    answer.u32(number)
    this.#reply()
    if (next !== undefined) this.#start(next)
  }

  #forget(dead: ReadonlySet<Pid>): void {
    const endpoint = this.#endpoint
    for (const pid of dead) {
      const shell = endpoint.table.get(pid)
      if (shell !== undefined) endpoint.forget(shell)
      if (endpoint.ownerOf(pid) === endpoint.index) endpoint.abandon(slotOf(pid))
    }
  }

  #reclaim(payload: ByteReader): void {
    const slots: number[] = []
    for (let left = payload.u32(); left > 0; left--) slots.push(payload.u32())
    // All survivors have posted before they said that they were done.
    this.#endpoint.drain()
    for (const slot of slots) this.#endpoint.reclaim(slot)
  }

  #reply(): void {
    if (this.#endpoint.index === 0) {
      this.#endpoint.sayToSelf()
      return
    }
    this.#endpoint.notify(0, SignalKind.recovery)
    this.#endpoint.flush()
  }
}
