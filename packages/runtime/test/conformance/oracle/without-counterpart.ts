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
  sysmon_lmq: 'the row sets a monitor and states nothing; System.monitor has tests of its own',
  seq_trace: 'messages carry no trace tokens; the observer traces the messages of chosen processes',

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
  timer_mod: 'setInterval is what JavaScript has for this, and its ticks are a measurement',
  timer_tc: 'Timer.tc has tests of its own',
  'ets_ordered_1_vs_1.0': 'in JavaScript 1 is 1.0',

  task_await_not_owner: "the row prints the DOWN of another process; S90 tests that a task's owner alone awaits it",
  async_stream_unordered: 'which of several processes is heard first is not promised; S91 has the test',
}
