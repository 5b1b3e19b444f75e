import { receive, self, send, timeout } from 'multibeam'
import { queued, type Rows } from './row.ts'

export const mailbox = {
  *selective_order() {
    for (const message of [
      ['a', 1],
      ['b', 1],
      ['a', 2],
      ['b', 2],
    ]) {
      send(self(), message)
    }
    const [, b] = yield* receive<[string, number]>('b')
    const [, a] = yield* receive<[string, number]>('a')
    return [b, a, yield* queued()]
  },

  *clause_order_vs_queue() {
    send(self(), 'x')
    send(self(), 'y')
    return yield* receive({ y: () => 'y', x: () => 'x' })
  },

  *after0_scans_queue() {
    send(self(), 'junk')
    send(self(), 'hit')
    const hit = yield* receive('hit', { after: 0, otherwise: () => 'none' })
    return [hit, yield* queued()]
  },

  *after0_not_lose() {
    const got = yield* receive('nope', { after: 0 })
    return got === timeout ? 'timeout' : got
  },

  *receive_after_infinity_bad() {
    return yield* receive(undefined, { after: 'foo' as never })
  },

  *after_neg() {
    return yield* receive(undefined, { after: -1 })
  },

  *after_maxtimer() {
    return yield* receive('x', { after: 2 ** 32 })
  },
} satisfies Rows
