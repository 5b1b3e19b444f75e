import type { Observer } from '@multibeam/observer'
import type { SupervisorReport } from '../behaviours/supervisor/report.ts'
import { MultibeamError } from '../errors.ts'
import type { CrashReport } from '../machine/crash-report.ts'
import type { LongSchedule } from '../machine/monitoring.ts'
import type { Asking } from '../observe/asking.ts'
import type { ObservedVM } from '../observe/observation.ts'
import type { SchedulerDown } from './deaths.ts'
import { completeObserveOptions, type ObserveOptions } from './observe-options.ts'

/** Told of what the VM emits, beside the program's own listeners and without counting as one. */
export interface Follower {
  crash(report: CrashReport): void
  supervisor(report: SupervisorReport): void
  longSchedule(report: LongSchedule): void
  schedulerDown(down: SchedulerDown): void
}

/** Who observes a VM, if anybody does. The code for it is loaded then. */
export class Observing {
  readonly #vm: Omit<ObservedVM, 'onOpen' | 'onEnd'>
  #asking: Asking | undefined
  #observer: Promise<Observer> | undefined

  constructor(vm: Omit<ObservedVM, 'onOpen' | 'onEnd'>) {
    this.#vm = vm
  }

  /** Takes the schedulers' answers; undefined while nobody observes. */
  get asking(): Asking | undefined {
    return this.#asking
  }

  /** Throws BadArg; rejects with a MultibeamError. */
  async open(options: ObserveOptions): Promise<Observer> {
    const complete = completeObserveOptions(options)
    if (this.#observer !== undefined) {
      throw new MultibeamError('OBSERVER_FAILED', 'vm.observe: the VM is observed already; close that observer first')
    }
    this.#observer = loadOpener().then((open) => {
      const onOpen = (asking: Asking): void => {
        this.#asking = asking
      }
      return open({ ...this.#vm, onOpen, onEnd: () => this.#ended() }, complete)
    })
    try {
      return await this.#observer
    } catch (error) {
      this.#observer = undefined
      throw error
    }
  }

  /** The VM stops. */
  async close(): Promise<void> {
    // Whoever has opened it hears why it could not be.
    const observer = await this.#observer?.catch(() => undefined)
    await observer?.close()
  }

  #ended(): void {
    this.#asking = undefined
    this.#observer = undefined
  }
}

async function loadOpener(): Promise<typeof import('../observe/open.ts')['openObserver']> {
  try {
    return (await import('../observe/open.ts')).openObserver
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw error
    throw new MultibeamError(
      'OBSERVER_FAILED',
      'vm.observe: the package @multibeam/observer is not installed; multibeam depends on it: install again, or "npm install @multibeam/observer"',
      { cause: error },
    )
  }
}
