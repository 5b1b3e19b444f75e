import { nameIntrinsic } from '@multibeam/compiler/support'
import type { Pid } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { machineFor, processFor } from '../../machine/current.ts'
import { monitor } from '../../process/monitor.ts'
import { whereis } from '../../process/names.ts'
import { receive } from '../../process/receive.ts'
import { send } from '../../process/send.ts'
import { spawnWith } from '../../process/spawn.ts'
import type { Process } from '../../process/suspension.ts'
import { equalTerms } from '../ets/row-pattern.ts'
import { checkKey } from '../term-key.ts'
import { type Change, serveTerms, termsHere } from './server.ts'

const SERVER = '$persistentTerm'

/** Sets the term of a key in the whole VM. Source: `persistent_term:put/2`. */
function* put(key: unknown, value: unknown): Process<true> {
  const call = 'persistentTerm.put'
  processFor(call)
  checkKey(call, key)
  const terms = termsHere(call)
  // As in Erlang an equal term costs nothing.
  if (!terms.has(key) || !equalTerms(terms.get(key), value)) yield* change(['put', key, value])
  return true
}

/** Removes a key in the whole VM: whether it was there. Source: `persistent_term:erase/1`. */
function* erase(key: unknown): Process<boolean> {
  const call = 'persistentTerm.erase'
  processFor(call)
  checkKey(call, key)
  if (!termsHere(call).has(key)) return false
  yield* change(['erase', key])
  return true
}

function get<T = unknown>(key: unknown, ...otherwise: [] | [otherwise: T]): T {
  const terms = termsHere('persistentTerm.get')
  const value = terms.get(key)
  if (value !== undefined || terms.has(key)) return value as T
  if (otherwise.length === 1) return otherwise[0]
  throw new BadArg(
    `persistentTerm.get: there is no term ${inspect(key)}; put one, or give a second argument to get instead`,
  )
}

function all(): (readonly [key: unknown, value: unknown])[] {
  return termsHere('persistentTerm.all').entries()
}

function info(): { count: number } {
  return { count: termsHere('persistentTerm.info').size }
}

/** Made, and heard of by all schedulers. The server is started by the first change; if it ends meanwhile the next one does it again. */
function* change(wanted: Change): Process {
  for (;;) {
    const pid = server()
    const ref = monitor(pid, { tag: SERVER, alias: 'replyDemonitor' })
    send(pid, ['change', ref, wanted])
    const [, , outcome] = yield* receive<readonly unknown[]>([SERVER, ref])
    if (outcome === 'done') return
  }
}

function server(): Pid {
  const known = whereis(SERVER)
  if (known !== undefined) return known
  try {
    // It stays where it is: what it says to others is what this scheduler has.
    const { id } = machineFor('persistentTerm').scheduler
    return spawnWith({ name: SERVER, scheduler: id, priority: 'high' }, serveTerms)
  } catch (error) {
    const other = whereis(SERVER)
    // Another scheduler's process was faster.
    if (other !== undefined) return other
    throw error
  }
}

/**
 * Terms that all processes read without copying: each scheduler has one copy of its own, deeply frozen, and `get` returns that very object
 * every time. For what is read often and hardly ever changed, such as configuration: a change is told to every scheduler, and waits for each.
 * Source: Erlang's module `persistent_term`.
 *
 * When `put` or `erase` has returned, every `get` in the VM sees it; while it goes on, some schedulers do already. Changes have one order for all. A
 * message that holds such a term copies it like any other.
 *
 * Keys are numbers, strings, booleans, null, and arrays, plain objects, dates, maps, sets and bytes of these. Throws BadArg for others, and
 * UnsendableTerm for a value that is no term.
 */
export const persistentTerm = /* @__PURE__ */ nameIntrinsic('multibeam.persistentTerm', {
  put,
  /** The term of a key; without `otherwise` a missing one throws BadArg. Source: `persistent_term:get/2`. */
  get,
  erase,
  /** All keys and terms, as this scheduler has them. Source: `persistent_term:get/0`. */
  all,
  /** How many there are. Source: `persistent_term:info/0`. */
  info,
} as const)
