import { type Casualties, type Link, type Mourner, TaskStatus } from '@multibeam/scheduler'
import type { ProcessRecord } from '../process/record.ts'
import { sendLinkExit } from '../signals/links.ts'
import { sendDown } from '../signals/monitors.ts'
import { sendResume } from '../signals/suspends.ts'
import { answerForLost } from './ask.ts'
import { bequeathTerms } from './inheritance.ts'
import type { Machine } from './machine.ts'

/** The exit reason of processes that die with their scheduler. */
export const SCHEDULER_DOWN = 'schedulerDown'

/** A scheduler's part in the recovery from the death of another one: its processes are told of those that died. */
export class Mourning implements Mourner {
  readonly #machine: Machine
  readonly #linkTo: (endpoint: number, extra: unknown) => Link

  constructor(machine: Machine, linkTo: (endpoint: number, extra: unknown) => Link) {
    this.#machine = machine
    this.#linkTo = linkTo
  }

  freeze(): void {
    this.#machine.scheduler.freeze()
  }

  thaw(): void {
    this.#machine.scheduler.thaw()
  }

  revive(): void {
    this.#machine.scheduler.revive()
  }

  linkTo(endpoint: number, extra: unknown): Link {
    return this.#linkTo(endpoint, extra)
  }

  answered(): void {
    throw new Error('an answer to the main thread came to a scheduler')
  }

  bury(dead: Casualties): void {
    const machine = this.#machine
    bequeathTerms(machine, dead.scheduler)
    const whole: ProcessRecord[] = []
    for (const process of machine.endpoint.table) {
      // Whom it has to do with is not known here yet.
      if (process.status === TaskStatus.arriving)
        machine.migration.onceArrived(process, () => this.#tell([process], dead))
      else whole.push(process)
    }
    this.#tell(whole, dead)
  }

  #tell(processes: readonly ProcessRecord[], dead: Casualties): void {
    // All are found before the first is told: what it is told may end it, and others.
    const tell: (() => void)[] = []
    for (const process of processes) findLosses(this.#machine, process, dead, tell)
    for (const one of tell) one()
    this.#machine.scheduler.attend()
  }
}

/** Adds what is to be done about whatever the process had to do with the dead. */
function findLosses(machine: Machine, process: ProcessRecord, dead: Casualties, tell: (() => void)[]): void {
  const { pid, relations, rare } = process
  if (process.status === TaskStatus.exited) return
  relations?.links?.each((other) => {
    if (dead.has(other)) tell.push(() => sendLinkExit(machine, pid, other, SCHEDULER_DOWN))
  })
  relations?.monitors?.each((ref, monitored) => {
    if (dead.has(monitored.pid)) tell.push(() => sendDown(machine, pid, ref, SCHEDULER_DOWN))
  })
  relations?.watchers?.each((ref, watcher) => {
    if (dead.has(watcher)) tell.push(() => relations.watchers?.take(ref))
  })
  rare?.unlinking?.each((other) => {
    if (dead.has(other)) tell.push(() => rare.unlinking?.take(other))
  })
  rare?.suspending?.each((other) => {
    if (dead.has(other)) tell.push(() => rare.suspending?.take(other))
  })
  rare?.suspendedBy?.each((by, count) => {
    if (dead.has(by)) tell.push(() => sendResume(machine, by, pid, count))
  })
  tell.push(() => answerForLost(machine, process, dead))
}
