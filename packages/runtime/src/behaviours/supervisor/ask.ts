import type { Process } from '../../process/process.ts'
import { call } from '../gen/call.ts'
import { CALL } from '../gen/messages.ts'
import type { ServerRef } from '../start/server-name.ts'
import { type StartResult, startResultOf } from '../start/start-result.ts'

/** A request, the name of the function that makes it first. */
type Asked = readonly [name: string, ...rest: unknown[]]

/**
 * Asks a supervisor, and waits as long as it takes: it may be starting or stopping children. The caller exits as with any call when the supervisor is not
 * there, or ends meanwhile.
 */
export function ask<T>(behaviour: string, supervisor: ServerRef, request: Asked): Process<T> {
  return call<T>(supervisor, [CALL, 0, 0, ...request], Number.POSITIVE_INFINITY, `${behaviour}.${request[0]}`)
}

/** The same for what answers with the result of a start. */
export function* askToStart(behaviour: string, supervisor: ServerRef, request: Asked): Process<StartResult> {
  return startResultOf(behaviour, yield* ask(behaviour, supervisor, request))
}
