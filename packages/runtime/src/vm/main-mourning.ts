import type { ByteReader, Casualties, Coordinator, Link, Mourner } from '@multibeam/scheduler'
import type { DirtyCalls } from '../dirty/calls.ts'
import { MultibeamError, ProcessExit } from '../errors.ts'
import { SCHEDULER_DOWN } from '../machine/mourning.ts'
import type { MainMailbox } from './main-mailbox.ts'
import type { Requests } from './requests.ts'
import type { SystemMonitor } from './system-monitor.ts'

export interface MainEstate {
  readonly mailbox: MainMailbox
  readonly requests: Requests
  readonly dirty: DirtyCalls
  readonly monitor: SystemMonitor
  linkTo(endpoint: number, extra: unknown): Link
  /** Why the thread of a scheduler ended. */
  causeOf(scheduler: number): Error
}

/** The main thread's part in the recovery from the death of a scheduler; the coordinator's answers come to it. */
export class MainMourning implements Mourner {
  readonly #estate: MainEstate
  readonly #coordinator: Coordinator<MainMailbox>
  /** What the application is not told yet. */
  readonly #untold: (() => void)[] = []

  constructor(estate: MainEstate, coordinator: Coordinator<MainMailbox>) {
    this.#estate = estate
    this.#coordinator = coordinator
  }

  freeze(): void {}

  thaw(): void {}

  revive(): void {}

  linkTo(endpoint: number, extra: unknown): Link {
    return this.#estate.linkTo(endpoint, extra)
  }

  answered(from: number, word: number, recovery: number, payload: ByteReader): void {
    this.#coordinator.take(from, word, recovery, payload)
  }

  bury(dead: Casualties): void {
    const { scheduler } = dead
    const { mailbox, requests, dirty, monitor } = this.#estate
    dirty.dropDead()
    monitor.bury(dead)
    const cause = this.#estate.causeOf(scheduler)
    const failed = new MultibeamError(
      'SCHEDULER_FAILED',
      `scheduler ${scheduler} has ended before it answered; ask again: it has been replaced`,
      { cause },
    )
    this.#untold.push(() => {
      mailbox.bury(dead, SCHEDULER_DOWN)
      requests.bury(dead, (pid) => new ProcessExit(pid, SCHEDULER_DOWN, cause), failed)
    })
  }

  /** All have been told who has died; now the application is, which may start again at once what was linked to the dead. */
  recovered(): void {
    for (const tell of this.#untold.splice(0)) tell()
  }
}
