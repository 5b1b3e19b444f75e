// Agent, of behaviours.exs.

import { Agent, Process } from 'multibeam'
import type { Rows } from './row.ts'
import { caught } from './servers.ts'

function* one(): Process<number> {
  return 1
}

export const agents = {
  *agent(place) {
    const { pid } = yield* Agent.startLink(one, place)
    const before = yield* Agent.getAndUpdate(pid, function* (x: number) {
      return [x, x + 1]
    })
    const after = yield* Agent.get(pid, function* (x: number) {
      return x
    })
    return [before, after]
  },

  *agent_crash(place) {
    const { pid } = yield* Agent.start(one, place)
    const reason = yield* caught(
      Agent.get(pid, function* () {
        throw new RangeError('z')
      }),
    )
    const [error] = reason as [Error]
    return [error instanceof RangeError ? 'Error' : error, yield* Process.alive(pid)]
  },
} satisfies Rows
