// The rows of the oracle as the project was handed it, one a line in `handed-over.txt`: the program and the row. Most stand in the programs beside this
// file under the same name; what became of the others is said here.

import { readFileSync } from 'node:fs'

/** A row of the oracle that was handed over. */
export interface HandedOver {
  readonly program: string
  readonly row: string
}

export function handedOver(): HandedOver[] {
  const lines = readFileSync(new URL('handed-over.txt', import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
  return lines.map((line) => {
    const space = line.indexOf(' ')
    return { program: line.slice(0, space), row: line.slice(space + 1) }
  })
}

/** The recorded rows that state what a row of another name did. */
export const underAnotherName: Readonly<Record<string, string>> = {
  default_intensity_1_5: 'intensity_1_in_5',
  spawn_monitor_alias_down: 'monitor_alias_late_then_down',
  prio: 'prio_order',
  proc_limit: 'proc_limit_error',
  auto_shutdown_any: 'any_significant',
  auto_shutdown_all: 'all_significant',
  significant_permanent_bad: 'permanent_signif',
}

const NOTHING = 'the row has no program: it prints ok, or that something is only documented'
const MEASUREMENT = 'a measurement of times: those belong to the benchmarks, whose report has the fairness rows'

/** Rows that were not recorded anew, each with the reason. */
export const notRecorded: Readonly<Record<string, string>> = {
  indirect_order_not_guaranteed: NOTHING,
  gs_stop_timeout: NOTHING,
  exit_reason_3_shutdown_log: NOTHING,
  gl_of_child: NOTHING,
  supers_msg_copy: NOTHING,
  put_ret: NOTHING,
  exit_during_dirty: NOTHING,
  call_gs_exit_norm: NOTHING,
  lat_idle: MEASUREMENT,
  lat_20_hogs: MEASUREMENT,
  lat_200_hogs: MEASUREMENT,
  prio_lat_high_200_hogs: MEASUREMENT,
  slice_us: MEASUREMENT,
  link_exit_then_msg_order: 'the row looks at nothing that it has started; link_msg_then_exit_order states the order',
  reds_per_slice: 'it traces when a process runs, and there is no erlang:trace; slices have tests of their own',
  bump: 'it prints false, because process_info counts reductions late; bumpReductions has tests of its own',
  trace_proc: 'there is no erlang:trace; the observer traces messages, and has tests of its own',
  sysmon_long_sched: 'it prints a mistake of its own, badarg; System.monitor has tests of its own',
  flush_timer_pids: 'it takes away the monitor that sysmon_long_sched had not set',
}
