import type { VM } from 'multibeam'
import type { ProgressDisplay } from './progress-display.ts'

/** Sent to the main thread for each piece of work that is done. */
export type ProgressMessage = ['progress', piece: number, scheduler: number]

/** Shows the progress that processes tell the main thread of; resolves when all pieces are done, with what each scheduler has done. */
export async function watch(vm: VM, pieces: number, display: ProgressDisplay): Promise<number[]> {
  const done = new Array<number>(vm.schedulers).fill(0)
  try {
    display.update(done)
    for (let left = pieces; left > 0; left--) {
      const [, , scheduler] = await vm.receive<ProgressMessage>('progress')
      done[scheduler - 1] = (done[scheduler - 1] ?? 0) + 1
      display.update(done)
    }
  } finally {
    display.finish()
  }
  return done
}
