import { erase, get, put } from './dictionary.ts'
import { alive, info, list } from './info.ts'
import { cancelTimer, readTimer, sendAfter, startTimer } from './message-timer.ts'
import type { Process as ProcessCode } from './suspension.ts'
import { yieldSlice } from './yield.ts'

/** Everything about processes that is not in everyday use. Those marked with `*` in the documentation are called with `yield*`. */
export const Process = {
  list,
  alive,
  info,
  sendAfter,
  startTimer,
  cancelTimer,
  readTimer,
  yield: yieldSlice,
  put,
  get,
  delete: erase,
} as const

/** Process code on its way to a value of type T; the return type of process functions. */
export type Process<T = void> = ProcessCode<T>
