import { exit, type Pid, Process, receive, self, send, sleep, spawnWith } from 'multibeam'
import { across, all, dead, down, exitOf, exitWith, idle, type Place, type Rows, waitForEver } from './row.ts'

/** Traps exits, says so, and tells of the first exit. */
function* trapper(to: Pid): Process {
  Process.flag('trapExit', true)
  send(to, 'ready')
  const [, from, reason] = yield* receive<[string, Pid, unknown]>('EXIT')
  send(to, ['got', from, reason])
}

/** Gets the exit of a process linked to it that exits with 'kill'. */
function* parentOfKill(to: Pid, place: Place): Process {
  Process.flag('trapExit', true)
  const child = spawnWith({ ...place, link: true }, exitWith, 'kill')
  send(to, ['trapped', yield* exitOf(child)])
}

function* linkedToKill(place: Place): Process {
  spawnWith({ ...place, link: true }, exitWith, 'kill')
  yield* receive('never')
}

function* killer(place: Place): Process {
  const victim = spawnWith({ ...place, link: true }, waitForEver)
  Process.exit(victim, 'kill')
  yield* receive('never')
}

function* exitSelfNormal(): Process {
  Process.exit(self(), 'normal')
  yield* sleep(Number.POSITIVE_INFINITY)
}

function* trapOwnNormal(to: Pid): Process {
  Process.flag('trapExit', true)
  Process.exit(self(), 'normal')
  const [, from, reason] = yield* receive<[string, Pid, unknown]>('EXIT')
  send(to, [from === self(), reason])
}

function* catchOwnExit(): Process {
  try {
    Process.exit(self(), 'die')
  } catch {
    // What `catch exit(self(), die)` does: it does not help.
  }
  yield* sleep(Number.POSITIVE_INFINITY)
}

function* mayOrMayNot(): Process {
  while ((yield* receive()) === 'may');
  exit('bad')
}

function* waitLong(): Process {
  yield* receive('never', { after: 1_000_000 })
  exit('timeout_ran')
}

/** Exits when its trapping child is ready. */
function* parentOfTrapper(to: Pid, place: Place): Process {
  spawnWith({ ...place, link: true }, trappingChild, to, self())
  yield* receive('rdy')
  exit(['shutdown', 'x'])
}

function* trappingChild(to: Pid, parent: Pid): Process {
  Process.flag('trapExit', true)
  send(to, 'rdy')
  send(parent, 'rdy')
  const [tag, , reason] = yield* receive<[string, Pid, unknown]>()
  send(to, ['child_got', tag, reason])
}

export const exits = {
  *exit_normal_other(place) {
    const pid = spawnWith(place, idle)
    Process.exit(pid, 'normal')
    yield* all()
    return yield* Process.alive(pid)
  },

  *exit_normal_trap(place) {
    const pid = spawnWith(place, trapper, self())
    yield* receive('ready')
    Process.exit(pid, 'normal')
    const [, from, reason] = yield* receive<[string, Pid, unknown]>('got')
    return [from === self(), reason]
  },

  *exit_self_normal(place) {
    const [, ref] = spawnWith({ ...place, monitor: true }, exitSelfNormal)
    return yield* down(ref)
  },

  *exit_self_normal_trap(place) {
    spawnWith({ ...place, monitor: true }, trapOwnNormal, self())
    return yield* all()
  },

  *exit2_self_sync_uncatchable(place) {
    const [, ref] = spawnWith({ ...place, monitor: true }, catchOwnExit)
    return yield* down(ref)
  },

  *kill_trap(place) {
    const [pid, ref] = spawnWith({ ...place, monitor: true }, trapper, self())
    yield* receive('ready')
    Process.exit(pid, 'kill')
    return yield* down(ref)
  },

  *exit1_kill_link_trap(place) {
    Process.flag('trapExit', true)
    return yield* exitOf(spawnWith({ ...place, link: true }, exitWith, 'kill'))
  },

  *exit1_kill_link_propag(place) {
    spawnWith({ ...place, monitor: true }, parentOfKill, self(), across(place))
    return yield* all()
  },

  *exit1_kill_nontrap_peer(place) {
    const [, ref] = spawnWith({ ...place, monitor: true }, linkedToKill, across(place))
    return yield* down(ref)
  },

  *killed_propagates(place) {
    const [, ref] = spawnWith({ ...place, monitor: true }, killer, across(place))
    return yield* down(ref)
  },

  *exit2_dead(place) {
    Process.exit(yield* dead(place), 'kill')
    return true
  },

  *exit2_badarg() {
    Process.exit('nonesuch' as never, 'kill')
    return true
  },

  *exit_signal_vs_msg(place) {
    const [pid, ref] = spawnWith({ ...place, monitor: true }, mayOrMayNot)
    send(pid, 'may')
    send(pid, 'may')
    Process.exit(pid, 'good')
    send(pid, 'mayNot')
    return yield* down(ref)
  },

  *exit_twice_first_wins(place) {
    const [pid, ref] = spawnWith({ ...place, monitor: true }, waitForEver)
    Process.exit(pid, 'first')
    Process.exit(pid, 'second')
    return yield* down(ref)
  },

  *is_alive_after_exit_sig(place) {
    const pid = spawnWith(place, waitForEver)
    Process.exit(pid, 'kill')
    return yield* Process.alive(pid)
  },

  *is_process_alive_exiting(place) {
    return yield* Process.alive(yield* dead(place))
  },

  *parent_exit_reason_passed(place) {
    spawnWith(place, parentOfTrapper, self(), across(place))
    return yield* all()
  },

  *busy_exit_during_receive_after(place) {
    const [pid, ref] = spawnWith({ ...place, monitor: true }, waitLong)
    Process.exit(pid, 'shutdown')
    return yield* down(ref)
  },
} satisfies Rows
