// One client calls a server, one call after the other. Check: the calls that the server counted.

import { GenServer, type Process, reply } from 'multibeam'
import { type Outcome, since } from './outcome.ts'

const Counter = GenServer.define({
  init: (count: number) => count,
  call: {
    count: (count) => reply('ok', count + 1),
    get: (count) => reply(count, count),
  },
})

export function* run(calls: number): Process<Outcome> {
  const { pid } = yield* Counter.start(0)
  const start = performance.now()
  for (let call = 0; call < calls; call++) yield* Counter.call(pid, 'count')
  const outcome = since(start, yield* Counter.call(pid, 'get'))
  yield* Counter.stop(pid)
  return outcome
}
