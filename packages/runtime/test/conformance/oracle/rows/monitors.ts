import { makeRef, type Pid, Process, type Ref, receive, self, send, spawnWith } from 'multibeam'
import { all, dead, down, exitWhenTold, exitWith, idle, queued, quiet, type Rows } from './row.ts'

function* sendThree(to: Pid): Process {
  for (const n of [1, 2, 3]) send(to, n)
}

/** Whom the DOWN names, and why. */
function* objectAndReason(ref: Ref): Process<unknown> {
  const [, , , object, reason] = yield* receive<unknown[]>(['DOWN', ref, 'process'])
  return [object, reason]
}

export const monitors = {
  *monitor_dead(place) {
    const pid = yield* dead(place)
    const ref = Process.monitor(pid)
    const [, , , , reason] = yield* receive<unknown[]>(['DOWN', ref, 'process', pid])
    return reason
  },

  *monitor_name_missing() {
    return yield* objectAndReason(Process.monitor('nonesuch'))
  },

  *monitor_name_obj(place) {
    const pid = spawnWith(place, exitWhenTold, 'foo')
    yield* Process.register(pid, 'nm')
    const ref = Process.monitor('nm')
    send(pid, 'x')
    return yield* objectAndReason(ref)
  },

  *monitor_twice_two_downs(place) {
    const pid = spawnWith(place, idle)
    const refs = [Process.monitor(pid), Process.monitor(pid)]
    send(pid, 'x')
    for (const ref of refs) yield* down(ref)
    return [refs.length + (yield* all()).length, refs[0] !== refs[1]]
  },

  *monitor_self() {
    const ref = Process.monitor(self())
    return [typeof ref === 'number', yield* all()]
  },

  *demonitor_noflush(place) {
    const ref = Process.monitor(yield* dead(place))
    yield* quiet()
    return [Process.demonitor(ref), (yield* all()).length]
  },

  *demonitor_flush(place) {
    const ref = Process.monitor(yield* dead(place))
    yield* quiet()
    return [Process.demonitor(ref, { flush: true }), (yield* all()).length]
  },

  *demonitor_info(place) {
    const gone = Process.monitor(yield* dead(place))
    yield* quiet()
    const fired = Process.demonitor(gone, { info: true })
    const ref = Process.monitor(spawnWith(place, idle))
    return [fired, Process.demonitor(ref, { info: true }), Process.demonitor(ref, { info: true })]
  },

  *demonitor_flush_info(place) {
    const ref = Process.monitor(yield* dead(place))
    yield* quiet()
    return [Process.demonitor(ref, { flush: true, info: true }), (yield* queued()).length]
  },

  *demonitor_randref() {
    return Process.demonitor(makeRef())
  },

  *demonitor_badarg() {
    return Process.demonitor('foo' as never)
  },

  *monitor_tag(place) {
    const ref = Process.monitor(yield* dead(place), { tag: 'my' })
    const [, , , , reason] = yield* receive<unknown[]>(['my', ref, 'process'])
    return reason
  },

  *down_after_msgs(place) {
    spawnWith({ ...place, monitor: true }, sendThree, self())
    return (yield* all()).map((message) => (Array.isArray(message) && message[0] === 'DOWN' ? 'down' : message))
  },

  *spawn_opt_monitor_opts(place) {
    const [pid, ref] = spawnWith({ ...place, monitor: { tag: 't' } }, exitWith, 'z')
    const [, , , , reason] = yield* receive<unknown[]>(['t', ref, 'process', pid])
    return reason
  },
} satisfies Rows
