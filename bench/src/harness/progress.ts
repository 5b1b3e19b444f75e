/** Where a long run stands, on stderr: one line that is rewritten on a terminal, a plain line an entry elsewhere. */

import type { Lane } from './compare.ts'
import type { Entry } from './plan.ts'
import { inWords } from './remaining.ts'

export interface TextStream {
  readonly isTTY?: boolean | undefined
  write(text: string): unknown
}

export interface Progress {
  /** `secondsLeft` is undefined as long as nobody knows. */
  entry(entry: Entry, index: number, secondsLeft: number | undefined): void
  run(lane: Lane, run: number, runs: number): void
  /** To be called before anything else is written, and at the end. */
  clear(): void
}

const eraseLine = '\r\x1b[2K'

/** `quiet`: nobody wants a line an entry. */
export function createProgress(stream: TextStream, entries: number, quiet: boolean): Progress {
  if (!stream.isTTY) {
    return {
      entry(entry, index, secondsLeft) {
        if (!quiet) stream.write(`${place(entry, index, entries)}: ${entry.workload.title}${left(secondsLeft)}\n`)
      },
      run: () => undefined,
      clear: () => undefined,
    }
  }
  let before = ''
  let after = ''
  return {
    entry(entry, index, secondsLeft) {
      before = place(entry, index, entries)
      after = left(secondsLeft)
    },
    run(lane, run, runs) {
      const at = run === 0 ? 'warm-up' : `run ${run} of ${runs}`
      stream.write(`${eraseLine}${before}: ${at}, ${lane.label}${after}`)
    },
    clear: () => stream.write(eraseLine),
  }
}

function place({ workload, schedulers, node }: Entry, index: number, entries: number): string {
  const count = entries > 1 ? `[${index + 1}/${entries}] ` : ''
  return `${count}${workload.id} on ${schedulers} scheduler${schedulers === 1 ? '' : 's'}, ${node.version}`
}

function left(seconds: number | undefined): string {
  return seconds === undefined || seconds < 1 ? '' : ` (about ${inWords(seconds)} left)`
}
