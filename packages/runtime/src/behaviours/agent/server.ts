import { isProcessCode, type Process, type ProcessFunction } from '../../process/suspension.ts'
import { GenServer } from '../gen-server/gen-server.ts'
import { noreply, reply } from '../gen-server/outcome.ts'

/** What runs in an agent: a process function, which is a term. */
type Fn = ProcessFunction
type Rest = readonly unknown[]

/** The process of an agent: a server whose calls bring their code with them. */
export const AgentServer = GenServer.define({
  *init([fn, args]: readonly [Fn, Rest]) {
    return yield* run(fn, args)
  },
  call: {
    *get(state, fn: Fn, args: Rest) {
      return reply(yield* run(fn, [state, ...args]), state)
    },
    *update(state, fn: Fn, args: Rest) {
      return reply('ok', yield* run(fn, [state, ...args]))
    },
    *getAndUpdate(state, fn: Fn, args: Rest) {
      const given = yield* run(fn, [state, ...args])
      if (Array.isArray(given) && given.length === 2) return reply(given[0], given[1])
      // Refused as what no handler may return.
      return given as never
    },
  },
  cast: {
    *update(state, fn: Fn, args: Rest) {
      return noreply(yield* run(fn, [state, ...args]))
    },
  },
})

function* run(fn: Fn, args: Rest): Process<unknown> {
  const given = fn(...args)
  return isProcessCode(given) ? yield* given : given
}
