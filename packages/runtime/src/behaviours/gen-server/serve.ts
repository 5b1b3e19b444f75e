import type { Pid } from '@multibeam/scheduler'
import { definitionOf } from '../../functions/definition.ts'
import { erase, put } from '../../process/dictionary.ts'
import { exit } from '../../process/exit.ts'
import { ExitSignal } from '../../process/exit-signal.ts'
import { hibernate } from '../../process/hibernate.ts'
import { receive, timeout } from '../../process/receive.ts'
import { isProcessCode, type Process } from '../../process/suspension.ts'
import type { DefinitionReference } from '../child-spec.ts'
import { replyBy } from '../gen/call.ts'
import { CALL, type CallMessage } from '../gen/messages.ts'
import { initAck, initFail, initIgnore, refuseStart } from '../start/ack.ts'
import { parent } from '../start/lineage.ts'
import { type Debug, note } from '../sys/debug.ts'
import { handleSystem, isSystemMessage, type SystemMessage } from '../sys/system-message.ts'
import type { GenServerDefinition } from './definition.ts'
import { handle, handleContinue, thrownOutcome } from './handle.ts'
import { Kind, type Next, Outcome } from './outcome.ts'

/** In the dictionary of a hibernating server: what it goes on with. */
const HIBERNATED = '$hibernated'

/** What a server keeps besides its state. Plain data, for it stands in the server's variables. */
interface Server {
  readonly reference: DefinitionReference
  readonly parent: Pid | undefined
  readonly hibernateAfter: number
  debug: Debug | null
}

/** The process of a server: makes its state, tells its starter, and serves. Source: OTP's `gen_server:init_it/6`. */
export function* serverProcess(reference: DefinitionReference, arg: unknown, hibernateAfter: number): Process<unknown> {
  const given = yield* init(reference, arg)
  const server: Server = { reference, parent: parent(), hibernateAfter, debug: null }
  if (!(given instanceof Outcome)) {
    initAck()
    return yield* serve(server, given)
  }
  if (given.kind === Kind.noreply) {
    initAck()
    return yield* act(server, given.state, given.next)
  }
  if (given.kind === Kind.ignore) initIgnore()
  if (given.kind === Kind.stop) initFail(given.value)
  if (given.kind === Kind.thrown) {
    const { value } = given
    refuseStart(reasonOf(value))
    throw value
  }
  return initFail(['badReturnValue', 'reply'])
}

function* init(reference: DefinitionReference, arg: unknown): Process<unknown> {
  try {
    const given = callbacksOf(reference).init(arg as never)
    return isProcessCode(given) ? yield* given : given
  } catch (thrown) {
    return thrownOutcome(thrown)
  }
}

/** Serves from now on, with nothing special to do next. */
function* serve(server: Server, begun: unknown): Process<never> {
  let state = begun
  for (;;) {
    const message =
      server.hibernateAfter === Number.POSITIVE_INFINITY
        ? yield* receive()
        : yield* receive(undefined, { after: server.hibernateAfter })
    if (message === timeout) return yield* sleepDeeply(server, state)
    if (server.debug !== null || isSpecial(server, message)) {
      state = yield* serveSpecial(server, state, message)
      continue
    }
    let outcome = handle(server.reference, state, message)
    if (!(outcome instanceof Outcome)) outcome = yield* settle(outcome)
    const { kind, next } = outcome as Outcome
    if (kind === Kind.reply && (message as CallMessage)[0] === CALL) {
      state = (outcome as Outcome).state
      replyBy((message as CallMessage)[2], (outcome as Outcome).value)
    } else if (kind === Kind.noreply) state = (outcome as Outcome).state
    else yield* leave(server, state, message, outcome as Outcome)
    if (next !== undefined) return yield* act(server, state, next)
  }
}

/** Does what an outcome says is next, and then serves. */
function* act(server: Server, begun: unknown, first: Next | undefined): Process<never> {
  let state = begun
  let next = first
  while (next !== undefined) {
    let outcome: Outcome
    let message: unknown
    if ('continue' in next) {
      const continued = handleContinue(server.reference, state, next.continue)
      outcome = continued instanceof Outcome ? continued : yield* settle(continued)
    } else if (next.hibernate === true) return yield* sleepDeeply(server, state)
    else if (next.timeout === undefined) break
    else {
      const got: unknown = yield* receive(undefined, { after: next.timeout })
      message = got === timeout ? 'timeout' : got
      if (server.debug !== null || isSpecial(server, message)) {
        state = yield* serveSpecial(server, state, message)
        if (isSystemMessage(message)) continue
        break
      }
      const handled = handle(server.reference, state, message)
      outcome = handled instanceof Outcome ? handled : yield* settle(handled)
    }
    next = outcome.next
    state = yield* concluded(server, state, message, outcome)
  }
  return yield* serve(server, state)
}

/** What neither a call nor a cast nor a message for `info` is: from the parent, or for `Sys`. */
function isSpecial(server: Server, message: unknown): boolean {
  if (!Array.isArray(message)) return false
  const tag: unknown = message[0]
  return tag === '$system' || (tag === 'EXIT' && message[1] === server.parent)
}

/** The same as `serve` for what is not frequent, and for a server that is looked at. The state to go on with. */
function* serveSpecial(server: Server, state: unknown, message: unknown): Process<unknown> {
  if (isSystemMessage(message)) return yield* serveSystem(server, state, message)
  if (isSpecial(server, message)) yield* end(server, state, (message as unknown[])[2])
  const { debug, reference } = server
  const name = nameOf(reference)
  if (debug !== null) note(debug, name, ['in', message])
  let outcome = handle(reference, state, message)
  if (!(outcome instanceof Outcome)) outcome = yield* settle(outcome)
  const { kind, value, next, state: after } = outcome as Outcome
  if (debug !== null && kind === Kind.reply) note(debug, name, ['out', value, (message as CallMessage)[1], after])
  const kept = yield* concluded(server, state, message, outcome as Outcome)
  return next === undefined ? kept : yield* act(server, kept, next)
}

function* serveSystem(server: Server, state: unknown, message: SystemMessage): Process<unknown> {
  const { reference } = server
  const { ends, ...after } = yield* handleSystem(message, { state, debug: server.debug }, (shown: unknown) => ({
    behaviour: 'GenServer',
    definition: nameOf(reference),
    state: shownState(reference, shown, undefined),
  }))
  server.debug = after.debug
  if (ends !== undefined) yield* end(server, after.state, ends[0])
  return after.state
}

/** The state that an outcome leaves; does not return if the server ends by it. */
function* concluded(server: Server, state: unknown, message: unknown, outcome: Outcome): Process<unknown> {
  if (outcome.kind === Kind.noreply) return outcome.state
  if (outcome.kind === Kind.reply && Array.isArray(message) && message[0] === CALL) {
    replyBy(message[2], outcome.value)
    return outcome.state
  }
  return yield* leave(server, state, message, outcome)
}

/** What a handler gave that is no outcome: process code on its way to one, or a mistake. */
function* settle(given: unknown): Process<Outcome> {
  if (!isProcessCode(given)) return badReturn(given)
  try {
    const value = yield* given
    return value instanceof Outcome ? value : badReturn(value)
  } catch (thrown) {
    return thrownOutcome(thrown)
  }
}

function badReturn(value: unknown): Outcome {
  return new Outcome(Kind.thrown, undefined, new ExitSignal(['badReturnValue', value]), undefined, undefined)
}

/** The server ends by an outcome of its own. */
function* leave(server: Server, state: unknown, message: unknown, outcome: Outcome): Process<never> {
  if (outcome.kind === Kind.thrown) {
    // An outcome in its variables would keep the process where it is while it terminates.
    const { value: thrown } = outcome
    yield* terminate(server.reference, state, reasonOf(thrown))
    throw thrown
  }
  if (outcome.kind !== Kind.stop)
    return yield* leave(server, state, message, badReturn(outcome.kind === Kind.ignore ? 'ignore' : 'reply'))
  const { value: reason, last } = outcome
  yield* terminate(server.reference, outcome.state === undefined ? state : outcome.state, reason)
  if (last !== undefined) replyBy((message as CallMessage)[2], last[0])
  return exit(reason)
}

/** The server ends because somebody else says so. */
function* end(server: Server, state: unknown, reason: unknown): Process<never> {
  yield* terminate(server.reference, state, reason)
  return exit(reason)
}

function* terminate(reference: DefinitionReference, state: unknown, reason: unknown): Process {
  const done = callbacksOf(reference).terminate?.(reason, state as never)
  if (isProcessCode(done)) yield* done
}

/** Gives up the stack until a message comes. */
function* sleepDeeply(server: Server, state: unknown): Process<never> {
  put(HIBERNATED, [server, state])
  return yield* hibernate(wake)
}

export function* wake(): Process<unknown> {
  const [server, state] = erase(HIBERNATED) as [Server, unknown]
  return yield* serve(server, state)
}

export function reasonOf(thrown: unknown): unknown {
  if (thrown instanceof ExitSignal) return thrown.reason
  return thrown instanceof Error ? thrown : ['nocatch', thrown]
}

function callbacksOf(reference: DefinitionReference): GenServerDefinition['callbacks'] {
  return (definitionOf(reference) as GenServerDefinition).callbacks
}

function nameOf(reference: DefinitionReference): string {
  return (definitionOf(reference) as GenServerDefinition).name
}

function shownState(reference: DefinitionReference, state: unknown, reason: unknown): unknown {
  const { formatStatus } = callbacksOf(reference)
  return formatStatus === undefined ? state : formatStatus({ state, reason }).state
}
