import { nameIntrinsic } from '@multibeam/compiler/support'
import type { Arguments, Process } from '../../process/suspension.ts'
import { initAck, initFail, initIgnore } from './ack.ts'
import { parent } from './lineage.ts'
import { type Startable, type StartOptions, start as startAny } from './start.ts'
import type { StartMonitorResult, StartResult } from './start-result.ts'

function start<F extends Startable>(fn: F, args: Arguments<F>, options?: StartOptions): Process<StartResult> {
  return startAny('ProcLib.start', fn, args, options)
}

function startLink<F extends Startable>(fn: F, args: Arguments<F>, options?: StartOptions): Process<StartResult> {
  return startAny('ProcLib.startLink', fn, args, options, 'link')
}

function startMonitor<F extends Startable>(
  fn: F,
  args: Arguments<F>,
  options?: StartOptions,
): Process<StartMonitorResult> {
  return startAny('ProcLib.startMonitor', fn, args, options, 'monitor') as Process<StartMonitorResult>
}

/**
 * Processes that say when they are ready: `start`, `startLink` and `startMonitor` run a process function with these arguments in a new process,
 * and return when it has called `initAck(info?)`, `initFail(reason)` or `initIgnore()`, has ended, or the time-out is over; then the
 * process is gone. See `StartResult`. The building stone of all behaviours. Source: OTP's `proc_lib`.
 */
export const ProcLib = /* @__PURE__ */ nameIntrinsic('multibeam.ProcLib', {
  start,
  startLink,
  startMonitor,
  initAck,
  initFail,
  initIgnore,
  parent,
} as const)
