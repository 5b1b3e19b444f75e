import type { Pid, Ref } from '@multibeam/scheduler'
import { machineFor, processFor } from '../../machine/current.ts'
import { monitor } from '../../process/monitor.ts'
import { receive } from '../../process/receive.ts'
import { send } from '../../process/send.ts'
import { spawnWith } from '../../process/spawn.ts'
import type { Process } from '../../process/suspension.ts'
import { equalTerms } from '../ets/row-pattern.ts'
import { deepFreeze } from './deep-freeze.ts'
import type { TermMap } from './term-map.ts'

/** What is asked of the server, and passed on to the keepers. */
export type Change =
  | readonly ['put', key: unknown, value: unknown]
  | readonly ['erase', key: unknown, value?: undefined]
type Request = ['change', ref: Ref, change: Change]
/** To a keeper; the ref says which change its answer is for, 0 wants none. */
type Order = ['order', server: Pid, ref: Ref | 0, change: Change]
type Down = ['DOWN', ref: Ref, 'process', pid: Pid, reason: unknown]

/** The terms as this scheduler has them. */
export function termsHere(call: string): TermMap {
  return machineFor(call).persistentTerms
}

/**
 * Puts all changes in one order, and answers when every scheduler has made them. Each has a keeper; one that is no more, because its thread
 * has ended, is replaced by one that gets all terms anew. The server keeps nothing that its own scheduler's terms do not say.
 */
export function* serveTerms(): Process<never> {
  const keepers: Pid[] = []
  for (let scheduler = 1; scheduler <= schedulers(); scheduler++) keepers.push(replaceKeeper(scheduler))
  for (;;) {
    const message = yield* receive<Request | Down>()
    if (message[0] === 'DOWN') {
      const scheduler = keepers.indexOf(message[3]) + 1
      if (scheduler > 0) keepers[scheduler - 1] = replaceKeeper(scheduler)
      continue
    }
    const [, ref, change] = message
    for (const keeper of keepers) order(keeper, ref, change)
    for (let waited = keepers.length; waited > 0; waited--) {
      const answer = yield* receive<['changed', Ref] | Down>((other: unknown) => isAnswer(other, ref, keepers))
      if (answer[0] !== 'DOWN') continue
      // Its successor answers in its place.
      const scheduler = keepers.indexOf(answer[3]) + 1
      const keeper = replaceKeeper(scheduler)
      keepers[scheduler - 1] = keeper
      order(keeper, ref, change)
      waited += 1
    }
    send(ref, ['$persistentTerm', ref, 'done'])
  }
}

/** Each ref is one change's: what a keeper that has been replaced still answers to an earlier one is nobody's. */
function isAnswer(message: unknown, ref: Ref, keepers: readonly Pid[]): boolean {
  if (!Array.isArray(message)) return false
  return message[0] === 'changed' ? message[1] === ref : message[0] === 'DOWN' && keepers.includes(message[3])
}

function order(keeper: Pid, ref: Ref | 0, change: Change): void {
  send(keeper, ['order', processFor('persistentTerm').pid, ref, change] satisfies Order)
}

function schedulers(): number {
  return machineFor('persistentTerm').endpoint.memory.layout.options.schedulers
}

/** A keeper, and all terms for it: it may have none of them yet. */
function replaceKeeper(scheduler: number): Pid {
  const options = { scheduler, monitor: true, priority: 'high' } as const
  const [keeper] = spawnWith(options, keepTerms, processFor('persistentTerm').pid)
  for (const [key, value] of termsHere('persistentTerm').entries()) order(keeper, 0, ['put', key, value])
  return keeper
}

/** Makes the changes on its own scheduler, as long as the server lives. What comes in a message is its own: it is frozen, not copied at every read. */
function* keepTerms(server: Pid): Process<void> {
  monitor(server)
  for (;;) {
    const message = yield* receive<Order | Down>()
    if (message[0] === 'DOWN') return
    const [, , ref, change] = message
    make(termsHere('persistentTerm'), change)
    if (ref !== 0) send(server, ['changed', ref])
  }
}

function make(terms: TermMap, change: Change): void {
  const [what, key, value] = change
  if (what === 'erase') terms.delete(key)
  // Whoever has read an equal one goes on reading the same object.
  else if (!terms.has(key) || !equalTerms(terms.get(key), value)) terms.set(key, deepFreeze(value))
}
