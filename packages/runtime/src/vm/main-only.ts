/**
 * A module may both declare process functions and start a VM: `await VM.run(import.meta.url, main)`. Schedulers import it for the
 * functions; there the start must neither happen again nor end. The worker thread says here what to do when it is reached.
 */
let insideScheduler: (() => void) | undefined

export function onMainOnlyCode(reached: () => void): void {
  insideScheduler = reached
}

/** In a scheduler: a promise that never settles, so that the rest of the module's own code does not run. On the main thread: undefined. */
export function neverInsideScheduler(): Promise<never> | undefined {
  if (insideScheduler === undefined) return undefined
  insideScheduler()
  return new Promise<never>(() => {})
}
