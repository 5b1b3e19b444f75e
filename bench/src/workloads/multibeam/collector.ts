/** The collector of the scheduler that calls, for workloads in which garbage is somebody's. */

/** Collects everything, old or young, before it returns. Throws unless Node was started with `--expose-gc`. */
export function collectGarbage(): void {
  exposed()()
}

/**
 * Makes everything old that is alive. V8 moves an object twice before it is old, each time when its young generation is full:
 * without this, the second time falls into whatever runs next. Throws unless Node was started with `--expose-gc`.
 */
export function makeOld(): void {
  const collect = exposed()
  collect({ type: 'minor' })
  collect({ type: 'minor' })
}

function exposed(): NodeJS.GCFunction {
  if (!globalThis.gc) throw new Error('this workload collects garbage itself: run Node with --expose-gc')
  return globalThis.gc
}
