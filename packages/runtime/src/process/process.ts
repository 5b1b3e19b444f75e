import { nameIntrinsic } from '@multibeam/compiler/support'
import { alias, unalias } from './alias.ts'
import { bumpReductions } from './bump-reductions.ts'
import { erase, get, put } from './dictionary.ts'
import { sendExitTo } from './exit.ts'
import { flag } from './flag.ts'
import { hibernate } from './hibernate.ts'
import { alive, info, list } from './info.ts'
import { label } from './label.ts'
import { link, unlink } from './link.ts'
import { cancelTimer, readTimer, sendAfter, startTimer } from './message-timer.ts'
import { demonitor, monitor } from './monitor.ts'
import { register, registered, unregister, whereis } from './names.ts'
import { resume, suspend } from './suspend.ts'
import type { Process as ProcessCode } from './suspension.ts'
import { yieldSlice } from './yield.ts'

/** Everything about processes that is not in everyday use. Those marked with `*` in the documentation are called with `yield*`. */
export const Process = /* @__PURE__ */ nameIntrinsic('multibeam.Process', {
  list,
  alive,
  info,
  exit: sendExitTo,
  link,
  unlink,
  monitor,
  demonitor,
  alias,
  unalias,
  flag,
  register,
  unregister,
  whereis,
  registered,
  sendAfter,
  startTimer,
  cancelTimer,
  readTimer,
  put,
  get,
  delete: erase,
  suspend,
  resume,
  yield: yieldSlice,
  bumpReductions,
  hibernate,
  label,
} as const)

/** Process code on its way to a value of type T; the return type of process functions. */
export type Process<T = void> = ProcessCode<T>
