import type { Endpoint } from '../endpoint/endpoint.ts'
import { SignalKind } from '../endpoint/signal-kind.ts'
import { SignalRing } from '../endpoint/signal-ring.ts'
import { IdleProtocol } from '../idle/idle.ts'
import type { NameTable } from '../names/name-table.ts'
import { publicRings } from '../scheduler/publishing.ts'
import { ALIVE, BLOCK_SLOTS, Header, ROW_WORDS_SHIFT, Row, Statistic } from '../shared/layout.ts'
import { FreeChunks } from '../slots/free-chunks.ts'
import { type Pid, slotOf } from '../table/pid.ts'
import type { Task } from '../task.ts'
import type { ByteReader } from '../wire/reader.ts'
import { dig } from './casualties.ts'
import { Word } from './words.ts'

/** What the owner of a VM does for a recovery. */
export interface Undertaker {
  /** Makes new channels between the successor of a dead scheduler and each of the others; what is to be sent to each, by endpoint. */
  openChannels(dead: number): readonly unknown[]
  /** Nobody uses anything of the dead scheduler's any more: starts its successor. */
  replace(dead: number): void
  /** It is over. `processes`: how many have died. */
  recovered(dead: number, processes: number): void
}

interface Recovery {
  readonly number: number
  readonly dead: number
  readonly survivors: Set<number>
  readonly settled: Set<number>
  readonly buried: Set<number>
  readonly orphans: Pid[]
  /** Free slots that only the dead scheduler knew of; then all that are its successor's. */
  slots: number[]
  /** All have settled, and are told who has died. */
  isBurying: boolean
  processes: number
}

/**
 * Leads the recovery from the death of a scheduler, on the main thread: freeze, agree on what was under way, bury, replace. The protocol
 * is in README.md.
 */
export class Coordinator<T extends Task> {
  readonly #endpoint: Endpoint<T>
  readonly #names: NameTable
  readonly #undertaker: Undertaker
  readonly #running = new Map<number, Recovery>()
  #number = 0

  constructor(endpoint: Endpoint<T>, names: NameTable, undertaker: Undertaker) {
    this.#endpoint = endpoint
    this.#names = names
    this.#undertaker = undertaker
  }

  /** The thread of a scheduler has ended; to be called once all that it had posted has arrived. */
  died(dead: number): void {
    const survivors = new Set<number>()
    for (let endpoint = 0; endpoint < this.#endpoint.memory.layout.endpoints; endpoint++) {
      if (endpoint !== dead) survivors.add(endpoint)
    }
    const number = ++this.#number
    const recovery: Recovery = {
      number,
      dead,
      survivors,
      settled: new Set(),
      buried: new Set(),
      orphans: [],
      slots: this.#freeSlots(dead),
      isBurying: false,
      processes: 0,
    }
    const channels = this.#undertaker.openChannels(dead)
    // Whoever dies meanwhile does not answer.
    for (const other of this.#running.values()) {
      other.survivors.delete(dead)
      // The successor has died, too, and all that was to be its own is counted anew.
      if (other.dead === dead) other.slots.length = 0
    }
    this.#running.set(number, recovery)
    for (const survivor of survivors) {
      const payload = this.#endpoint.begin()
      payload.u8(Word.begin)
      payload.u32(number)
      payload.u8(dead)
      payload.u8(survivors.size)
      for (const other of survivors) payload.u8(other)
      if (channels[survivor] !== undefined) this.#endpoint.extras.push(channels[survivor])
      this.#say(survivor)
    }
    for (const other of [...this.#running.values()]) this.#goOn(other)
  }

  /** An answer of a survivor. */
  take(from: number, word: number, number: number, payload: ByteReader): void {
    const recovery = this.#running.get(number)
    if (recovery === undefined) return
    if (word === Word.settled) {
      for (let left = payload.u32(); left > 0; left--) recovery.orphans.push(payload.f64() as Pid)
      recovery.settled.add(from)
    } else {
      recovery.buried.add(from)
    }
    this.#goOn(recovery)
  }

  #goOn(recovery: Recovery): void {
    const { survivors, settled, buried } = recovery
    if (!recovery.isBurying) {
      if (!all(survivors, settled)) return
      recovery.isBurying = true
      this.#bury(recovery)
    } else if (all(survivors, buried) && this.#running.delete(recovery.number)) {
      this.#finish(recovery)
    }
  }

  #bury(recovery: Recovery): void {
    const { dead, number, orphans } = recovery
    const pids = [...this.#takeRows(recovery), ...orphans]
    recovery.processes = pids.length
    for (const pid of orphans) this.#markDead(slotOf(pid), this.#endpoint.ownerOf(pid))
    const gone = new Set<Pid>(pids)
    this.#names.releaseAll(gone)
    this.#forget(dead, pids.length)
    this.#clearRings(recovery)
    const graves = dig(dead, gone, this.#endpoint.memory)
    this.#undertaker.replace(dead)
    for (const survivor of recovery.survivors) {
      const payload = this.#endpoint.begin()
      payload.u8(Word.bury)
      payload.u32(number)
      payload.u8(dead)
      payload.u32(pids.length)
      for (const pid of pids) payload.f64(pid)
      this.#endpoint.extras.push(graves)
      this.#say(survivor)
    }
  }

  /** The rows of all that lived on the dead scheduler: nobody lives in them any more. */
  #takeRows(recovery: Recovery): Pid[] {
    const pids: Pid[] = []
    const slots: number[] = []
    // Another scheduler may have been about to take over a chunk of free ones when this one died; by now it has.
    for (const slot of recovery.slots) if (this.#stateOf(slot) === recovery.dead) slots.push(slot)
    for (const slot of this.#slotsIn(recovery.dead | ALIVE)) {
      pids.push(this.#endpoint.pidIn(slot))
      slots.push(slot)
      this.#markDead(slot, recovery.dead)
    }
    recovery.slots = slots
    return pids
  }

  /** Slots that are the dead scheduler's, without a process, and that no other scheduler can take. */
  #freeSlots(dead: number): number[] {
    const offered = new FreeChunks(this.#endpoint.memory).slots()
    return this.#slotsIn(dead).filter((slot) => !offered.has(slot))
  }

  #slotsIn(state: number): number[] {
    const { control, layout } = this.#endpoint.memory
    const slots: number[] = []
    const blocks = Math.min(Atomics.load(control, Header.nextBlock), layout.blocks)
    for (let slot = 0; slot < blocks * BLOCK_SLOTS; slot++) if (this.#stateOf(slot) === state) slots.push(slot)
    return slots
  }

  #stateOf(slot: number): number {
    return Atomics.load(this.#endpoint.memory.rows, (slot << ROW_WORDS_SHIFT) + Row.state)
  }

  #markDead(slot: number, owner: number): void {
    Atomics.store(this.#endpoint.memory.rows, (slot << ROW_WORDS_SHIFT) + Row.state, owner)
  }

  /** What shared memory says of the dead scheduler becomes what it says of a new one. */
  #forget(dead: number, processes: number): void {
    const { control, layout, statistics } = this.#endpoint.memory
    // It may have been counted as searching. The others are frozen, and in no state of the idle protocol.
    const idle = layout.idleWord
    for (let i = 0; i < IdleProtocol.wordsFor(layout.options.schedulers); i++) Atomics.store(control, idle + i, 0)
    publicRings(this.#endpoint)[dead - 1]?.clear()
    const exited = layout.statistic(dead, Statistic.exited)
    statistics[exited] = (statistics[exited] as number) + processes
    statistics[layout.statistic(dead, Statistic.runQueue)] = 0
    statistics[layout.statistic(dead, Statistic.startedAt)] = 0
    statistics[layout.statistic(dead, Statistic.busy)] = 0
  }

  /** Between the dead scheduler and one that has died since: survivors clear what is between them and the dead, and here none is left to do it. */
  #clearRings({ dead, survivors }: Recovery): void {
    const { control, controlBytes, layout } = this.#endpoint.memory
    for (let other = 1; other < layout.endpoints; other++) {
      if (other === dead || survivors.has(other)) continue
      new SignalRing(control, controlBytes, layout.signalRing(dead, other)).clear()
      new SignalRing(control, controlBytes, layout.signalRing(other, dead)).clear()
    }
  }

  #finish({ dead, slots, processes, number }: Recovery): void {
    const payload = this.#endpoint.begin()
    payload.u8(Word.reclaim)
    payload.u32(number)
    payload.u32(slots.length)
    for (const slot of slots) payload.u32(slot)
    this.#say(dead)
    this.#undertaker.recovered(dead, processes)
  }

  /** Says it to an endpoint, which may be this one. */
  #say(to: number): void {
    if (to === this.#endpoint.index) {
      this.#endpoint.sayToSelf()
      return
    }
    this.#endpoint.notify(to, SignalKind.recovery)
    this.#endpoint.flush()
  }
}

function all(survivors: ReadonlySet<number>, done: ReadonlySet<number>): boolean {
  for (const survivor of survivors) if (!done.has(survivor)) return false
  return true
}
