/** What the pool's threads run. It has a file of its own because they load it through `main.ts`, without Piscina. */

import { kernelOf } from '../kernels/index.ts'

export interface PieceTask {
  readonly workload: string
  readonly sizes: readonly number[]
  readonly index: number
}

/** The name under which `main.ts` exports it. */
export const piscinaTaskName = 'piscinaTask'

export function piscinaTask({ workload, sizes, index }: PieceTask): number {
  return kernelOf(workload).piece(sizes, index)
}
