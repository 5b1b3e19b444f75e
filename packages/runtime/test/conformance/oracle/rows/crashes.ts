import { mfa, type Process, spawnWith } from 'multibeam'
import { down, exitWith, type Rows } from './row.ts'

const MODULE = 'file:///multibeam/no/such/module.mjs'

function* fail(message: string): Process {
  throw new Error(message)
}

function* throwTerm(term: unknown): Process {
  throw term
}

export const crashes = {
  *error_reason(place) {
    const [, ref] = spawnWith({ ...place, monitor: true }, fail, 'boom')
    const reason = yield* down(ref)
    if (!(reason instanceof Error)) return reason
    // Where Erlang has the stack beside the reason, it is the Error's own.
    return [reason.message, reason.stack?.includes('fail') ? 'stack' : 'no stack']
  },

  *throw_reason(place) {
    const [, ref] = spawnWith({ ...place, monitor: true }, throwTerm, 'ball')
    // What is no Error has no stack.
    return [yield* down(ref), 'stack']
  },

  *exit_reason(place) {
    const [, ref] = spawnWith({ ...place, monitor: true }, exitWith, ['a', 'b'])
    return yield* down(ref)
  },

  *spawn_undef(place) {
    const [, ref] = spawnWith({ ...place, monitor: true }, mfa(MODULE, 'nofun'))
    const reason = yield* down(ref)
    if (!Array.isArray(reason) || reason[1] !== MODULE) return reason
    return [reason[0], 'nomod', ...reason.slice(2)]
  },

  *spawn_returns_pid_undef(place) {
    return typeof spawnWith(place, mfa(MODULE, 'nofun')) === 'number'
  },
} satisfies Rows
