/** Rows of the oracle that say nothing about Multibeam, each with the reason. */
export const withoutCounterpart: Readonly<Record<string, string>> = {
  // sending
  send_unreg_tuple: 'there are no nodes; a name is a string, and an unknown one throws (send_unreg)',
  send_noreg_tuple_node: 'there are no nodes',
  erlang_send_nosuspend: 'a send never suspends its sender, so there is no such option',

  unalias_in_flight:
    'Erlang drops what its receiver has not yet taken in; here a message within a scheduler is in the mailbox as soon as it is sent',

  // timers
  cancel_async: 'cancelTimer waits for its answer with yield*; there is no message with the result',
  cancel_info_false: 'cancelTimer always gives its answer',

  // control and spawning
  process_flag_pid_save_calls: 'calls are not saved',
  parent_group_leader: 'there are no group leaders: what a process prints goes to the main thread',
  spawn_request: 'spawn gives the pid at once, on whichever scheduler the process will run',
  max_heap_kill: 'processes share the heap of their scheduler; messageQueueLimit bounds a mailbox',

  // the machine
  pid_to_list: 'a pid is a number; inspect shows it',
  sysinfo: "most items are about Erlang's heaps and atoms; System has tests of its own",
  mem_empty_proc: 'processes share the heap of their scheduler; the memory of a process is an estimate',
  runq: 'System.statistics tells the run queues, and has tests of its own',
  'init:stop pid1': 'there is no init process',
  unique_mono: 'there are no unique integers; makeRef gives unique refs',
  statistics_reds: 'System.statistics counts slices and signals, and has tests of its own',
  sched_wall_time: 'System.statistics tells the utilization, and has tests of its own',
  sysmon_lmq: 'a later part: System.monitor',
  seq_trace: 'there is no tracing',
  counters: 'SharedArrayBuffer and Atomics are what JavaScript has for this',

  // measurements
  recv_mark_ratio: 'a ratio of times: those belong to the benchmarks',

  // behaviours
  proc_lib_start_link_fail: 'a later part: the behaviours start with an acknowledgement',
  statem_enter_postpone: 'a later part: gen_statem',
  statem_same_state_no_enter: 'a later part: gen_statem',
  statem_state_timeout_cancel: 'a later part: gen_statem',
  statem_state_timeout_fires: 'a later part: gen_statem',
  statem_event_timeout_cancel: 'a later part: gen_statem',
  statem_generic_to_survives: 'a later part: gen_statem',
  statem_next_event_first: 'a later part: gen_statem',
  pg: 'a later part: process groups',
  ets_owner_dies: 'there are no tables between processes',
  ets_heir: 'there are no tables between processes',
  ets_protected_write_other: 'there are no tables between processes',
  'ets_ordered_1_vs_1.0': 'there are no tables between processes, and 1 is 1.0',
}
