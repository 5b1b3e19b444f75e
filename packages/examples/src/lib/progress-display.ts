import type { Ansis } from 'ansis'
import { createLogUpdate } from 'log-update'
import { milestone, progressBars, quartersReached, type Work } from './progress.ts'

/** Shows how far each scheduler has come. */
export interface ProgressDisplay {
  /** `done`: what each scheduler has done. */
  update(done: readonly number[]): void
  /** Leaves what is shown on the screen and gives the cursor back. */
  finish(): void
}

/** Bars that are drawn again in place, in the width that the terminal has at the moment. */
export function liveProgress(stream: NodeJS.WriteStream, work: Work, colours: Ansis): ProgressDisplay {
  const draw = createLogUpdate(stream)
  return {
    update: (done) => draw(progressBars(done, work, stream.columns, colours).join('\n')),
    finish: () => draw.done(),
  }
}

/** A line a quarter, for files, pipes and build logs. */
export function plainProgress(print: (line: string) => void, { total, unit }: Work): ProgressDisplay {
  let before = 0
  return {
    update: (done) => {
      const after = done.reduce((sum, count) => sum + count, 0)
      for (const quarter of quartersReached(before, after, total)) print(milestone(quarter, done, unit))
      before = after
    },
    finish: () => {},
  }
}
