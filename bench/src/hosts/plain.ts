/** The same code as plain functions, on the one thread. */

import { kernelOf } from '../kernels/index.ts'
import { outcomeSince, serve } from './protocol.ts'
import { isStart, runPlainStart } from './start.ts'

export function hostPlain(): Promise<void> {
  return serve(async (workload, sizes) => {
    if (isStart(workload)) return runPlainStart(sizes)
    const kernel = kernelOf(workload)
    const start = performance.now()
    const pieces = kernel.pieces(sizes)
    let sum = 0
    for (let index = 0; index < pieces; index++) sum += kernel.piece(sizes, index)
    return outcomeSince(start, `${sum}`)
  })
}
