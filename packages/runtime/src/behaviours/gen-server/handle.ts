import { MultibeamError } from '../../errors.ts'
import { definitionOf } from '../../functions/definition.ts'
import { inspect } from '../../inspect.ts'
import { put } from '../../process/dictionary.ts'
import { self } from '../../process/identity.ts'
import type { DefinitionReference } from '../child-spec.ts'
import { CALL, CAST } from '../gen/messages.ts'
import type { GenServerDefinition } from './definition.ts'
import { Kind, noreply, Outcome } from './outcome.ts'

/** In the dictionary of a server: the call that it is handling, or handled last. */
export const HANDLING = '$handling'

type Handler = (...args: unknown[]) => unknown

/**
 * Calls the handler of a message: an outcome, or process code on its way to one, or something else, which is a mistake of the handler's. An
 * ordinary function, so that a call whose handler is one, too, leaves no frame behind.
 */
export function handle(reference: DefinitionReference, state: unknown, message: unknown): unknown {
  const definition = definitionOf(reference) as GenServerDefinition
  try {
    if (Array.isArray(message)) {
      if (message[0] === CALL) {
        put(HANDLING, message)
        const handler = definition.calls.get(message[3])
        if (handler === undefined) throw noHandler(definition, 'call', message[3])
        return message.length === 4
          ? handler(state)
          : message.length === 5
            ? handler(state, message[4])
            : handler(state, ...message.slice(4))
      }
      if (message[0] === CAST) {
        const handler = definition.casts.get(message[1])
        if (handler === undefined) throw noHandler(definition, 'cast', message[1])
        return handler(state, ...message.slice(2))
      }
    }
    return handleInfo(definition, state, message)
  } catch (thrown) {
    return thrownOutcome(thrown)
  }
}

export function handleInfo(definition: GenServerDefinition, state: unknown, message: unknown): unknown {
  const { callbacks, name } = definition
  if (callbacks.info !== undefined) return callbacks.info(message, state as never)
  if (message !== 'timeout') {
    console.error(`${name} ${inspect(self())} got a message that it has no \`info\` for: ${inspect(message)}`)
  }
  return noreply(state)
}

export function handleContinue(reference: DefinitionReference, state: unknown, value: unknown): unknown {
  const { callbacks, name } = definitionOf(reference) as GenServerDefinition
  try {
    if (callbacks.continue === undefined) {
      throw new MultibeamError('NO_HANDLER', `${name} asked to continue, and has no callback \`continue\``)
    }
    return callbacks.continue(value, state as never)
  } catch (thrown) {
    return thrownOutcome(thrown)
  }
}

/** What was thrown in place of a return: an outcome is one. Source: gen_server's `catch` of throws. */
export function thrownOutcome(thrown: unknown): Outcome {
  if (thrown instanceof Outcome) return thrown
  return new Outcome(Kind.thrown, undefined, thrown, undefined, undefined)
}

export type HandlerTable = ReadonlyMap<unknown, Handler>

export function handlerTable(handlers: object | undefined): HandlerTable {
  return new Map(Object.entries(handlers ?? {}) as [string, Handler][])
}

function noHandler({ name, calls, casts }: GenServerDefinition, kind: 'call' | 'cast', asked: unknown): MultibeamError {
  const known = [...(kind === 'call' ? calls : casts).keys()].join(', ')
  return new MultibeamError(
    'NO_HANDLER',
    `${name} has no ${kind} ${inspect(asked)}; there ${known === '' ? 'is none' : `are ${known}`}`,
  )
}
