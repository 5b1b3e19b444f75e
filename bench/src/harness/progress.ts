/** Where a long comparison stands, on stderr: one line that is rewritten on a terminal, a plain line a workload elsewhere. */

import type { Lane } from './compare.ts'
import type { Workload } from './workload.ts'

export interface TextStream {
  readonly isTTY?: boolean | undefined
  write(text: string): unknown
}

export interface Progress {
  workload(workload: Workload): void
  run(workload: Workload, lane: Lane, run: number, runs: number): void
  /** To be called before anything else is written, and at the end. */
  clear(): void
}

const eraseLine = '\r\x1b[2K'

export function createProgress(stream: TextStream, json: boolean): Progress {
  if (stream.isTTY) {
    return {
      workload: () => undefined,
      run(workload, lane, run, runs) {
        const at = run === 0 ? 'warm-up' : `run ${run} of ${runs}`
        stream.write(`${eraseLine}${workload.id}: ${at}, ${lane.label}`)
      },
      clear: () => stream.write(eraseLine),
    }
  }
  return {
    workload(workload) {
      if (!json) stream.write(`${workload.id}: ${workload.title}\n`)
    },
    run: () => undefined,
    clear: () => undefined,
  }
}
