import type { Pid } from '@multibeam/scheduler'
import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { machineFor, processFor } from '../machine/current.ts'
import { type MonitoringWishes, NOTHING_WISHED, writeWishes } from '../machine/monitoring.ts'
import { checkOptions } from '../options.ts'
import { Flag } from '../process/flag-bits.ts'

export interface SystemMonitorOptions {
  /** Milliseconds, from 1 on: slices that take at least that long are told as `['monitor', pid, 'longSchedule', report]`, a `LongSchedule`. */
  longSchedule?: number
  /**
   * Messages `[off, on]`, whole numbers, 0 ≤ off < on: a mailbox that has `on` messages is told as `['monitor', pid, 'longMessageQueue', true]`,
   * once, and with `false` when its process has brought it down to `off`.
   */
  longMessageQueue?: readonly [off: number, on: number]
}

const OPTIONS = ['longSchedule', 'longMessageQueue'] satisfies (keyof SystemMonitorOptions)[]

/**
 * Has this process told, by messages, of what harms others: slices that take long and mailboxes that grow long, on all schedulers. There is one
 * such process in a VM: a later call takes the place of an earlier one, `undefined` ends it, and so does the process's end. It takes effect on
 * the other schedulers a moment later.
 *
 * What takes long is an ordinary function or a native call (and now and then the garbage collector); put it on the dirty pool. A slice that goes on
 * is told when it is over. Throws BadArg. Source: Erlang's `erlang:system_monitor/2`, and `trace:system/3` of OTP 27 for message queues.
 */
export function monitor(options: SystemMonitorOptions | undefined): void {
  const { endpoint, scheduler } = machineFor('System.monitor')
  const process = processFor('System.monitor')
  const wishes = options === undefined ? NOTHING_WISHED : wishesOf(process.pid, options)
  if (options !== undefined) process.flags |= Flag.monitors
  writeWishes(endpoint.begin(), wishes)
  endpoint.notify(0)
  scheduler.attend()
}

function wishesOf(pid: Pid, options: SystemMonitorOptions): MonitoringWishes {
  checkOptions('System.monitor', options, OPTIONS)
  const { longSchedule = Number.POSITIVE_INFINITY, longMessageQueue } = options
  if (options.longSchedule !== undefined && !(Number.isFinite(longSchedule) && longSchedule >= 1)) {
    throw new BadArg(
      `System.monitor: longSchedule is ${inspect(longSchedule)}; give milliseconds, from 1 on, or leave it out`,
    )
  }
  const [off, on] = longMessageQueue === undefined ? [0, Number.POSITIVE_INFINITY] : limitsOf(longMessageQueue)
  return { ...NOTHING_WISHED, pid, longSchedule, queueOff: off, queueOn: on }
}

function limitsOf(limits: unknown): readonly [number, number] {
  const [off, on] = Array.isArray(limits) ? (limits as unknown[]) : []
  if (Number.isInteger(off) && Number.isInteger(on) && (off as number) >= 0 && (off as number) < (on as number)) {
    return [off as number, on as number]
  }
  throw new BadArg(
    `System.monitor: longMessageQueue is ${inspect(limits)}; give [off, on], numbers of messages, such as [100, 1000]`,
  )
}
