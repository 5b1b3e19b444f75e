import type { MessagePort } from 'node:worker_threads'
import { Coordinator, type Endpoint, Header, type NameTable, Survivor } from '@multibeam/scheduler'
import { PortLink } from '../thread/port-link.ts'
import type { Deaths, SchedulerDown } from './deaths.ts'
import type { MainMailbox } from './main-mailbox.ts'
import { type MainEstate, MainMourning } from './main-mourning.ts'
import type { Output } from './output.ts'
import type { Threads } from './threads.ts'

export interface RecoverySurroundings {
  readonly endpoint: Endpoint<MainMailbox>
  readonly names: NameTable
  readonly threads: Threads
  readonly output: Output
  readonly deaths: Deaths
  /** What the dead may have had to do with. */
  readonly estate: Pick<MainEstate, 'mailbox' | 'requests' | 'dirty' | 'monitor'>
  /** No thread could be started in the place of a dead one. */
  failed(scheduler: number, error: unknown): void
  /** A scheduler has been replaced; to be told before what was linked to its processes is. */
  recovered(down: SchedulerDown): void
}

/** Replaces schedulers that have died: the main thread leads the others (see the scheduler package's recovery), and is told like them. */
export class Recovery {
  readonly #surroundings: RecoverySurroundings
  readonly #coordinator: Coordinator<MainMailbox>
  readonly #mourning: MainMourning
  /** Pieces of output numbered before the last death. */
  #outputAtDeath = 0

  constructor(surroundings: RecoverySurroundings) {
    this.#surroundings = surroundings
    const { endpoint, names, threads, deaths, estate } = surroundings
    this.#coordinator = new Coordinator(endpoint, names, {
      openChannels: (dead) => threads.openChannels(dead),
      replace: (dead) => this.#replace(dead),
      recovered: (scheduler, processes) => this.#recovered(scheduler, processes),
    })
    const linkTo = (_endpoint: number, port: unknown): PortLink => new PortLink(port as MessagePort)
    const causeOf = (scheduler: number): Error => deaths.causeOf(scheduler)
    this.#mourning = new MainMourning({ ...estate, linkTo, causeOf }, this.#coordinator)
    new Survivor(endpoint, this.#mourning)
  }

  /** The others go on without it. */
  begin(scheduler: number): void {
    this.#outputAtDeath = Atomics.load(this.#surroundings.endpoint.memory.control, Header.outputSequence)
    this.#coordinator.died(scheduler)
  }

  #replace(dead: number): void {
    const { threads, failed } = this.#surroundings
    try {
      threads.replace(dead)
    } catch (error) {
      failed(dead, error)
    }
  }

  #recovered(scheduler: number, processes: number): void {
    const { output, deaths, recovered } = this.#surroundings
    output.lose(this.#outputAtDeath)
    recovered({ scheduler, cause: deaths.causeOf(scheduler), processes })
    this.#mourning.recovered()
  }
}
