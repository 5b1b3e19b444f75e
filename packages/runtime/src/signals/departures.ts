import type { Pid } from '@multibeam/scheduler'
import type { Machine } from '../machine/machine.ts'
import type { Rare, Relations } from '../process/record.ts'
import { sendLinkExit } from './links.ts'
import { sendDemonitor, sendDown } from './monitors.ts'
import { sendResume } from './suspends.ts'

interface Departure {
  readonly pid: Pid
  readonly relations: Relations | null
  readonly rare: Rare | null
  readonly reason: unknown
}

/**
 * Tells the others that a process has ended: links first, then monitors, as OTP does. One exit may end others of this scheduler on the spot,
 * which are told of one after the other here: a chain of a million links must not need a million stack frames.
 */
export class Departures {
  readonly #machine: Machine
  readonly #waiting: Departure[] = []
  #telling = false

  constructor(machine: Machine) {
    this.#machine = machine
  }

  /** `reason` is a term that can be sent. */
  add(pid: Pid, relations: Relations | null, rare: Rare | null, reason: unknown): void {
    if (this.#telling) {
      this.#waiting.push({ pid, relations, rare, reason })
      return
    }
    this.#telling = true
    this.#tell(pid, relations, rare, reason)
    // In the order of the exits; emptied at the end only, since a shift of a long array is not free.
    for (let i = 0; i < this.#waiting.length; i++) {
      const departure = this.#waiting[i] as Departure
      this.#tell(departure.pid, departure.relations, departure.rare, departure.reason)
    }
    if (this.#waiting.length > 0) this.#waiting.length = 0
    this.#telling = false
  }

  #tell(pid: Pid, relations: Relations | null, rare: Rare | null, reason: unknown): void {
    const machine = this.#machine
    relations?.links?.each((other) => sendLinkExit(machine, other, pid, reason))
    relations?.watchers?.each((ref, watcher) => sendDown(machine, watcher, ref, reason))
    relations?.monitors?.each((ref, monitored) => sendDemonitor(machine, monitored.pid, ref))
    rare?.suspending?.each((other, count) => sendResume(machine, pid, other, count))
  }
}
