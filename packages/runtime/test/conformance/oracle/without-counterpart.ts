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

  // supervisors
  intensity_window_expires: 'it waits for seconds to pass: the tests of the intensity turn the clock',
  child_start_unlinked: 'an unlinked child that dies shows its pid for ever in Erlang, too; nothing is promised of it',

  // measurements
  recv_mark_ratio: 'a ratio of times: those belong to the benchmarks',

  // behaviours
  start_badret: 'init may return any state; what is no return of init is a type error, and S72 has the test',
  no_handle_call_default:
    'a call that has no handler ends the server with an error of ours; calls have tests of their own',
  call_to_nonode: 'there are no nodes',
  initial_call: 'the initial call is the definition, and has tests of its own',
  enter_loop_ok: 'the row states nothing',
  gen_event_crash_removes: 'there is no gen_event',
  global: 'there are no nodes, so every name is global',
  persistent_term: 'persistentTerm has tests of its own',
  timer_mod: 'setInterval is what JavaScript has for this, and its ticks are a measurement',
  timer_tc: 'Timer.tc has tests of its own',
  pg: 'a later part: process groups',
  ets_owner_dies: 'there are no tables between processes',
  ets_heir: 'there are no tables between processes',
  ets_protected_write_other: 'there are no tables between processes',
  'ets_ordered_1_vs_1.0': 'there are no tables between processes, and 1 is 1.0',

  // later parts
  task_await: 'a later part: Task',
  task_await_timeout: 'a later part: Task',
  task_raise_links: 'a later part: Task',
  task_raise_trap: 'a later part: Task',
  task_throw_trap: 'a later part: Task',
  task_exit_trap: 'a later part: Task',
  task_exit_normal: 'a later part: Task',
  task_await_not_owner: 'a later part: Task',
  task_await_twice: 'a later part: Task',
  task_yield_nil_shutdown: 'a later part: Task',
  task_yield_ok: 'a later part: Task',
  task_shutdown_after_reply: 'a later part: Task',
  task_shutdown_brutal: 'a later part: Task',
  task_yield_exit: 'a later part: Task',
  async_stream_order: 'a later part: Task',
  async_stream_unordered: 'a later part: Task',
  async_stream_timeout_exit: 'a later part: Task',
  async_stream_on_timeout_kill: 'a later part: Task',
  async_nolink_crash: 'a later part: Task',
  task_callers: 'a later part: Task',
  registry_unique_dup: 'a later part: Registry',
  registry_dup_keys: 'a later part: Registry',
  registry_autocleanup: 'a later part: Registry',
  registry_via_call_missing: 'a later part: Registry',
}
