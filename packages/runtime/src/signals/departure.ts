import type { Pid } from '@multibeam/scheduler'
import type { Machine } from '../machine/machine.ts'
import type { Rare } from '../process/record.ts'
import { sendLinkExit } from './links.ts'
import { sendDemonitor, sendDown } from './monitors.ts'
import { sendResume } from './suspends.ts'

interface Departure {
  readonly pid: Pid
  readonly rare: Rare
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
  add(pid: Pid, rare: Rare, reason: unknown): void {
    this.#waiting.push({ pid, rare, reason })
    if (this.#telling) return
    this.#telling = true
    // In the order of the exits; the array is emptied at the end only, since a shift of a long one is not free.
    for (let i = 0; i < this.#waiting.length; i++) this.#tell(this.#waiting[i] as Departure)
    this.#waiting.length = 0
    this.#telling = false
  }

  #tell({ pid, rare, reason }: Departure): void {
    const machine = this.#machine
    rare.links?.each((other) => sendLinkExit(machine, other, pid, reason))
    rare.watchers?.each((ref, watcher) => sendDown(machine, watcher.pid, ref, reason))
    rare.monitors?.each((ref, monitored) => sendDemonitor(machine, monitored.pid, ref))
    rare.suspending?.each((other, count) => sendResume(machine, pid, other, count))
  }
}
