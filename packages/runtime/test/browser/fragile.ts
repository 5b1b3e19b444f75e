import { type Process, receive, spawnWith } from 'multibeam'

/** Its scheduler's thread ends: nobody catches what the callback throws. */
export function* falls(): Process<void> {
  setTimeout(() => {
    throw new Error('nobody catches this')
  }, 1)
  yield* receive('never')
}

export function* waits(): Process<void> {
  yield* receive('never')
}

export function* fallOn(scheduler: number): Process<void> {
  spawnWith({ scheduler }, falls)
}

export function* waitOn(scheduler: number): Process<void> {
  spawnWith({ scheduler }, waits)
}
