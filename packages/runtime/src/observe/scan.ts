import { Statistic } from '@multibeam/scheduler'
import type { Machine } from '../machine/machine.ts'
import type { ProcessRecord } from '../process/record.ts'

/** Milliseconds that are looked at processes before others have their turn. Chosen: a quarter of a turn of the scheduler. */
const PIECE_MILLISECONDS = 0.25
/** Slots between two looks at the clock. Chosen: some microseconds. */
const SLOTS_PER_CLOCK = 64
/**
 * Times as long as a piece took others have the scheduler before the next one, while it has processes to run: it loses 2 % of its time as long as a scan
 * goes on, and as much by what the scan has pushed out of the processor's caches (scripts/observe-overhead.mjs --scan). Chosen: about 5 % together.
 */
const PAUSE_FACTOR = 48
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
  const { table } = machine.endpoint
  const busy = new Busy(machine)
  let slot: number | undefined = 0
  for (;;) {
    const begun = host.now()
    let took: number
    do {
      slot = table.visit(slot, SLOTS_PER_CLOCK, visit)
      if (slot === undefined) return
      took = host.now() - begun
    } while (took < PIECE_MILLISECONDS)
    await nextPiece(busy.since() > BUSY_SHARE ? took * PAUSE_FACTOR : 0)
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
