import type { Endpoint } from '../endpoint/endpoint.ts'
import { ALIVE, BLOCK_SLOTS, Header, OWNER_MASK, ROW_WORDS_SHIFT, Row } from '../shared/layout.ts'
import type { Pid } from '../table/pid.ts'
import type { Task } from '../task.ts'

/** What an endpoint misses at a moment; what of it still has not come when nothing from before that moment is on its way any more is lost. */
export class Losses<T extends Task> {
  readonly #endpoint: Endpoint<T>
  /** Of each slot with tickets on their way: how many had been issued. */
  readonly #issued = new Map<number, number>()
  /** Slots that this endpoint owns by the row, with a process that has not come. */
  readonly #expected: number[] = []

  constructor(endpoint: Endpoint<T>) {
    this.#endpoint = endpoint
  }

  /** Now is the moment. */
  note(): void {
    const endpoint = this.#endpoint
    const { control, rows, layout } = endpoint.memory
    const blocks = Math.min(Atomics.load(control, Header.nextBlock), layout.blocks)
    for (let slot = 0; slot < blocks * BLOCK_SLOTS; slot++) {
      const row = slot << ROW_WORDS_SHIFT
      const state = Atomics.load(rows, row + Row.state)
      if ((state & OWNER_MASK) !== endpoint.index) continue
      const issued = Atomics.load(rows, row + Row.issued)
      if ((state & ALIVE) === 0) {
        if (issued !== Atomics.load(rows, row + Row.delivered)) this.#issued.set(slot, issued)
        continue
      }
      const task = endpoint.table.at(slot)
      if (task === undefined || task.pid !== endpoint.pidIn(slot)) this.#expected.push(slot)
      else if (issued !== task.expected) this.#issued.set(slot, issued)
    }
  }

  /** Lets go of what has not come since; returns the pids of the processes that never will. */
  settle(): Pid[] {
    const endpoint = this.#endpoint
    const { rows } = endpoint.memory
    for (const [slot, end] of this.#issued) {
      const row = slot << ROW_WORDS_SHIFT
      const state = Atomics.load(rows, row + Row.state)
      if ((state & OWNER_MASK) !== endpoint.index) continue
      const task = endpoint.table.at(slot)
      if ((state & ALIVE) !== 0) {
        if (task !== undefined) endpoint.loseUpTo(task, end)
      } else if (((end - Atomics.load(rows, row + Row.delivered)) | 0) > 0) {
        Atomics.store(rows, row + Row.delivered, end)
      }
    }
    const orphans: Pid[] = []
    for (const slot of this.#expected) {
      const state = Atomics.load(rows, (slot << ROW_WORDS_SHIFT) + Row.state)
      if (state !== (endpoint.index | ALIVE)) continue
      const pid = endpoint.pidIn(slot)
      if (endpoint.table.at(slot)?.pid !== pid) orphans.push(pid)
    }
    return orphans
  }
}
