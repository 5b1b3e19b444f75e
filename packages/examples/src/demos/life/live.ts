import { type Pid, type Process, receive, System, send, sleep } from 'multibeam'
import { type Block, DIRECTIONS, edge, inside, putBorder, step } from './block.ts'

/** Sent from block to block: cells at the side that is in this direction for who gets them, as they were before this generation. */
type BorderMessage = ['border', generation: number, direction: number, cells: Uint8Array]

/** Sent once to each block: the blocks beside it, in the order of DIRECTIONS. */
export type NeighboursMessage = ['neighbours', pids: Pid[]]

/** What a block has come to, and the scheduler that has computed it. */
export type CellsMessage = ['cells', generation: number, id: number, scheduler: number, cells: Uint8Array]

/** How long blocks live, and when they show themselves. */
export interface Plan {
  readonly generations: number
  /** Every so many generations the blocks tell their cells. */
  readonly every: number
  /** Milliseconds between two generations. */
  readonly pause: number
}

/**
 * A process that keeps a block of cells. In each generation it sends its edges to its eight neighbours and waits for theirs.
 *
 * Nobody beats time: a neighbour may be one generation ahead, and what it has sent already stays in the mailbox until this
 * block receives the borders of that generation.
 */
export function* live(id: number, block: Block, plan: Plan, collector: Pid): Process<void> {
  const [, neighbours] = yield* receive<NeighboursMessage>('neighbours')
  for (let generation = 1; generation <= plan.generations; generation++) {
    for (let direction = 0; direction < DIRECTIONS.length; direction++) {
      const message: BorderMessage = ['border', generation, 7 - direction, edge(block, direction)]
      send(neighbours[direction] as Pid, message)
    }
    for (let left = DIRECTIONS.length; left > 0; left--) {
      const [, , direction, cells] = yield* receive<BorderMessage>(['border', generation])
      putBorder(block, direction, cells)
    }
    step(block)
    if (generation % plan.every === 0 || generation === plan.generations) {
      send(collector, ['cells', generation, id, System.schedulerId(), inside(block)] satisfies CellsMessage)
    }
    if (plan.pause > 0) yield* sleep(plan.pause)
  }
}
