import { type Pid, Process, type Ref, receive, System, self, send, spawnWith, timeout } from 'multibeam'
import { dead, idle, queued, quiet, type Rows } from './row.ts'

/** Longer than any test lasts. */
const LONG = 100_000_000

/** Goes on when timers that were set before this, and are due in less than `ms` milliseconds, have fired. */
function* untilFired(ms: number): Process {
  yield* receive(['timeout', Process.startTimer(ms, self(), 'fired')])
}

/** Sets a timer for somebody else, tells of it, and stays: a timer is its process's no longer than that lives. */
function* setTimerFor(to: Pid): Process {
  send(to, ['timer', Process.sendAfter(to, 'hi', LONG)])
  yield* receive('x')
}

export const timers = {
  *timer_dead_pid(place) {
    const timer = Process.sendAfter(yield* dead(place), 'hi', 10)
    yield* untilFired(20)
    return yield* Process.cancelTimer(timer)
  },

  *timer_autocancel(place) {
    const pid = spawnWith(place, idle)
    const timer = Process.sendAfter(pid, 'hi', LONG)
    const before = typeof (yield* Process.readTimer(timer)) === 'number'
    send(pid, 'x')
    yield* quiet()
    return [before, yield* Process.readTimer(timer), yield* Process.cancelTimer(timer)]
  },

  *timer_name_autocancel(place) {
    const pid = spawnWith(place, idle)
    yield* Process.register(pid, 'tn')
    const timer = Process.sendAfter('tn', 'hi', LONG)
    send(pid, 'x')
    yield* quiet()
    return typeof (yield* Process.readTimer(timer)) === 'number'
  },

  *timer_name_unreg() {
    const timer = Process.sendAfter('nonesuch', 'hi', 5)
    yield* untilFired(10)
    return yield* Process.cancelTimer(timer)
  },

  *cancel_twice() {
    const timer = Process.sendAfter(self(), 'hi', LONG)
    const left = yield* Process.cancelTimer(timer)
    return [left !== false && left <= LONG, yield* Process.cancelTimer(timer)]
  },

  *cancel_after_fire() {
    const timer = Process.sendAfter(self(), 'hi', 1)
    yield* untilFired(2)
    return [yield* Process.cancelTimer(timer), yield* queued()]
  },

  *start_timer_msg() {
    const timer = Process.startTimer(1, self(), 'hi')
    const [tag, ref, message] = yield* receive<[string, Ref, unknown]>()
    return tag === 'timeout' && ref === timer && message === 'hi' ? 'ok' : [tag, ref, message]
  },

  *cancel_other_proc(place) {
    spawnWith(place, setTimerFor, self())
    const [, timer] = yield* receive<[string, Ref]>('timer')
    return typeof (yield* Process.cancelTimer(timer)) === 'number'
  },

  *send_after_neg() {
    return Process.sendAfter(self(), 'hi', -1)
  },

  *send_after_zero_async() {
    Process.sendAfter(self(), 'hi', 0)
    const got = yield* receive('hi', { after: LONG })
    return got === timeout ? 'later' : 'now'
  },

  *timer_order_same_ms() {
    for (let n = 1; n <= 5; n++) Process.sendAfter(self(), n, 10)
    const order: unknown[] = []
    while (order.length < 5) order.push(yield* receive())
    return order
  },

  *timer_not_early() {
    let early = 0
    for (let i = 0; i < 50; i++) {
      const begun = System.uptime()
      yield* receive('never', { after: 5 })
      if (System.uptime() - begun < 5) early++
    }
    return early === 0
  },
} satisfies Rows
