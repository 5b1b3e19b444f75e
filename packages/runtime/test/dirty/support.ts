import type { Process } from 'multibeam'

/** What process code throws; throws itself if it throws nothing. */
export function* caughtBy(code: () => Process<unknown>): Process<unknown> {
  try {
    yield* code()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}
