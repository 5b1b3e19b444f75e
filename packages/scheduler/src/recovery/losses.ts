import type { Endpoint } from '../endpoint/endpoint.ts'
import { ALIVE, BLOCK_SLOTS, Header, OWNER_MASK, ROW_WORDS_SHIFT, Row } from '../shared/layout.ts'
import type { Pid } from '../table/pid.ts'
import type { Task } from '../task.ts'

/** What an endpoint misses at a moment; what of it still has not come when nothing from before that moment is on its way any more is lost. */
export interface Losses {
  /** Of each slot with tickets on their way: how many had been issued. */
  readonly issued: Map<number, number>
  /** Slots that this endpoint owns by the row, with a process that has not come. */
  readonly expected: number[]
}

export function noteLosses<T extends Task>(endpoint: Endpoint<T>): Losses {
  const { control, rows, layout } = endpoint.memory
  const losses: Losses = { issued: new Map(), expected: [] }
  const blocks = Math.min(Atomics.load(control, Header.nextBlock), layout.blocks)
  for (let slot = 0; slot < blocks * BLOCK_SLOTS; slot++) {
    const row = slot << ROW_WORDS_SHIFT
    const state = Atomics.load(rows, row + Row.state)
    if ((state & OWNER_MASK) !== endpoint.index) continue
    const issued = Atomics.load(rows, row + Row.issued)
    if ((state & ALIVE) === 0) {
      if (issued !== Atomics.load(rows, row + Row.delivered)) losses.issued.set(slot, issued)
      continue
    }
    const task = endpoint.table.at(slot)
    if (task === undefined || task.pid !== endpoint.pidIn(slot)) losses.expected.push(slot)
    else if (issued !== task.expected) losses.issued.set(slot, issued)
  }
  return losses
}

/** Lets go of what has not come since; returns the pids of the processes that never will. */
export function settleLosses<T extends Task>(endpoint: Endpoint<T>, { issued, expected }: Losses): Pid[] {
  const { rows } = endpoint.memory
  for (const [slot, end] of issued) {
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
  return expected
    .filter((slot) => {
      const state = Atomics.load(rows, (slot << ROW_WORDS_SHIFT) + Row.state)
      if (state !== (endpoint.index | ALIVE)) return false
      const task = endpoint.table.at(slot)
      return task === undefined || task.pid !== endpoint.pidIn(slot)
    })
    .map((slot) => endpoint.pidIn(slot))
}
