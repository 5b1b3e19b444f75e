/** A Piscina pool: a task a piece, all queued at once. */

import { Piscina } from 'piscina'
import { entryFile } from '../harness/places.ts'
import { kernelOf } from '../kernels/index.ts'
import { type PieceTask, piscinaTaskName } from './piscina-task.ts'
import { outcomeSince, serve } from './protocol.ts'

export async function hostPiscina(threads: number): Promise<void> {
  const pool = new Piscina<PieceTask, number>({
    filename: entryFile,
    name: piscinaTaskName,
    minThreads: threads,
    maxThreads: threads,
  })
  await serve(async (workload, sizes) => {
    const start = performance.now()
    const tasks = Array.from({ length: kernelOf(workload).pieces(sizes) }, (_, index) =>
      pool.run({ workload, sizes, index }),
    )
    const sum = (await Promise.all(tasks)).reduce((total, part) => total + part, 0)
    return outcomeSince(start, `${sum}`)
  })
  await pool.destroy()
}
