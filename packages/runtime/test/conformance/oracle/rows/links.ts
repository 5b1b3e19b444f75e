import { exit, type Pid, Process, receive, self, send, spawnWith } from 'multibeam'
import { across, all, dead, down, end, exitOf, exitWhenTold, exitWith, type Place, quiet, type Rows } from './row.ts'

function* linkAndSurvive(to: Pid): Process {
  Process.link(to)
  yield* quiet()
  exit('survived')
}

/** Exits when a child linked to it has exited normally. */
function* parentOfNormal(place: Place): Process {
  const [, ref] = spawnWith({ ...place, link: true, monitor: true }, end)
  yield* down(ref)
  yield* quiet()
  exit('survived')
}

function* sendAndExit(to: Pid): Process {
  send(to, 'm1')
  exit('r')
}

export const links = {
  *link_dead_trap(place) {
    Process.flag('trapExit', true)
    const pid = yield* dead(place)
    Process.link(pid)
    return [true, yield* exitOf(pid)]
  },

  *link_dead_notrap(place) {
    const pid = yield* dead(place)
    const [, ref] = spawnWith({ ...across(place), monitor: true }, linkAndSurvive, pid)
    return yield* down(ref)
  },

  *link_self() {
    Process.link(self())
    yield* quiet()
    return true
  },

  *link_twice_one_signal(place) {
    Process.flag('trapExit', true)
    const pid = spawnWith(place, exitWhenTold, 'boom')
    Process.link(pid)
    Process.link(pid)
    const linked = (yield* Process.info(self(), 'links')) ?? []
    send(pid, 'x')
    return [linked.filter((other) => other === pid).length, (yield* all()).length]
  },

  *link_twice_unlink_once(place) {
    const pid = spawnWith(place, exitWhenTold, 'boom')
    Process.link(pid)
    Process.link(pid)
    Process.unlink(pid)
    send(pid, 'x')
    return yield* all()
  },

  *unlink_then_no_exit(place) {
    Process.flag('trapExit', true)
    const pid = spawnWith({ ...place, link: true }, exitWhenTold, 'boom')
    send(pid, 'x')
    yield* quiet()
    Process.unlink(pid)
    return (yield* all()).map((message) => {
      const [tag, , reason] = message as unknown[]
      return [tag, reason]
    })
  },

  *unlink_before(place) {
    Process.flag('trapExit', true)
    const pid = spawnWith({ ...place, link: true }, exitWhenTold, 'boom')
    Process.unlink(pid)
    send(pid, 'x')
    return yield* all()
  },

  *unlink_nonlinked(place) {
    Process.unlink(yield* dead(place))
    return true
  },

  *normal_exit_linked_nontrap(place) {
    const [, ref] = spawnWith({ ...place, monitor: true }, parentOfNormal, across(place))
    return yield* down(ref)
  },

  *link_order_multi(place) {
    Process.flag('trapExit', true)
    spawnWith({ ...place, link: true }, sendAndExit, self())
    const first = yield* receive()
    const [tag, , reason] = yield* receive<unknown[]>()
    return [first, [tag, reason], ...(yield* all())]
  },

  *spawn_link_child_ex_immed(place) {
    Process.flag('trapExit', true)
    return yield* exitOf(spawnWith({ ...place, link: true }, exitWith, 'immed'))
  },
} satisfies Rows
