import { Statistic } from '@multibeam/scheduler'
import type { Machine } from '../machine/machine.ts'
import type { ProcessRecord } from '../process/record.ts'

/** Milliseconds that are looked at processes before others have their turn. Chosen: a quarter of a turn of the scheduler. */
const PIECE_MILLISECONDS = 0.25
/** Processes between two looks at the clock. Chosen: some microseconds. */
const PROCESSES_PER_CLOCK = 64
/** Milliseconds between two pieces while the scheduler has processes to run: it loses 5 % of its time as long as the scan goes on. Chosen. */
const PAUSE_MILLISECONDS = 5
/** Share of the time since the last piece from which on a scheduler counts as one that has processes to run. Chosen. */
const BUSY_SHARE = 0.5

/**
 * Looks at all processes of a scheduler, a piece at a time between its turns; a million would keep it for long otherwise. Processes that come and go
 * meanwhile may be missed. One scan at a time.
 */
export class Scans {
  readonly #machine: Machine
  #last: Promise<void> = Promise.resolve()

  constructor(machine: Machine) {
    this.#machine = machine
  }

  /** Resolves when `visit` has seen all, after the scans that were asked for before. */
  run(visit: (process: ProcessRecord) => void): Promise<void> {
    const scan = this.#last.then(() => scanAll(this.#machine, visit))
    this.#last = scan.catch(() => undefined)
    return scan
  }
}

async function scanAll(machine: Machine, visit: (process: ProcessRecord) => void): Promise<void> {
  const { host } = machine.scheduler
  const processes = machine.endpoint.table[Symbol.iterator]()
  const busy = new Busy(machine)
  for (;;) {
    const end = host.now() + PIECE_MILLISECONDS
    do {
      for (let i = 0; i < PROCESSES_PER_CLOCK; i++) {
        const { done, value } = processes.next()
        if (done) return
        visit(value)
      }
    } while (host.now() < end)
    await nextPiece(busy.since() > BUSY_SHARE ? PAUSE_MILLISECONDS : 0)
  }
}

/** The event loop goes round in between, and with it the scheduler's turn. */
function nextPiece(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    if (milliseconds === 0) setImmediate(resolve)
    else setTimeout(resolve, milliseconds)
  })
}

/** How much of the time a scheduler ran processes lately. */
class Busy {
  readonly #machine: Machine
  readonly #at: number
  #busy: number
  #time: number

  constructor(machine: Machine) {
    this.#machine = machine
    this.#at = machine.endpoint.memory.layout.statistic(machine.scheduler.id, Statistic.busy)
    this.#busy = this.#read()
    this.#time = machine.scheduler.host.now()
  }

  /** Share of the time since it was asked last, 0 to 1. */
  since(): number {
    const busy = this.#read()
    const time = this.#machine.scheduler.host.now()
    const share = (busy - this.#busy) / Math.max(time - this.#time, Number.MIN_VALUE)
    this.#busy = busy
    this.#time = time
    return share
  }

  #read(): number {
    return this.#machine.endpoint.memory.statistics[this.#at] as number
  }
}
