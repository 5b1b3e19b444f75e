/** Where a long run stands, on stderr: one line that is rewritten on a terminal, a plain line a comparison elsewhere. */

import type { Lane } from './lanes.ts'
import { inWords } from './remaining.ts'

export interface TextStream {
  readonly isTTY?: boolean | undefined
  write(text: string): unknown
}

export interface Progress {
  /** Comparison number `index`, from 0: its name and what it does; `secondsLeft` is undefined as long as nobody knows. */
  begin(index: number, name: string, title: string, secondsLeft: number | undefined): void
  run(lane: Lane, run: number, runs: number): void
  /** To be called before anything else is written, and at the end. */
  clear(): void
}

const eraseLine = '\r\x1b[2K'

/** `quiet`: nobody wants a line for each of the `count` comparisons. */
export function createProgress(stream: TextStream, count: number, quiet: boolean): Progress {
  if (!stream.isTTY) {
    return {
      begin(index, name, title, secondsLeft) {
        if (!quiet) stream.write(`${place(name, index, count)}: ${title}${left(secondsLeft)}\n`)
      },
      run: () => undefined,
      clear: () => undefined,
    }
  }
  let before = ''
  let after = ''
  return {
    begin(index, name, _title, secondsLeft) {
      before = place(name, index, count)
      after = left(secondsLeft)
    },
    run(lane, run, runs) {
      const at = run === 0 ? 'warm-up' : `run ${run} of ${runs}`
      stream.write(`${eraseLine}${before}: ${at}, ${lane.label}${after}`)
    },
    clear: () => stream.write(eraseLine),
  }
}

function place(name: string, index: number, count: number): string {
  return count > 1 ? `[${index + 1}/${count}] ${name}` : name
}

function left(seconds: number | undefined): string {
  return seconds === undefined || seconds < 1 ? '' : ` (about ${inWords(seconds)} left)`
}
