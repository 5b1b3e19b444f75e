import { type ErrorCode, MultibeamError } from '../errors.ts'

/** An error with its code, as a term: structured clone keeps neither class nor own properties. */
export interface ErrorTerm {
  code: string | undefined
  message: string
  stack: string | undefined
  cause: unknown
}

export function describeError(error: unknown): ErrorTerm {
  if (!(error instanceof Error)) return { code: undefined, message: String(error), stack: undefined, cause: undefined }
  const { code } = error as { code?: unknown }
  const cause = error.cause instanceof Error ? error.cause : undefined
  return { code: typeof code === 'string' ? code : undefined, message: error.message, stack: error.stack, cause }
}

export function errorFrom({ code, message, stack, cause }: ErrorTerm): MultibeamError {
  const error = new MultibeamError((code ?? 'MODULE_ERROR') as ErrorCode, message, { cause })
  if (stack !== undefined) error.stack = stack
  return error
}

/** An error that can always be sent: the message and the stack of whatever was thrown, and nothing else of it. */
export function plainError(thrown: unknown): Error {
  try {
    const error = new Error(thrown instanceof Error ? thrown.message : String(thrown))
    if (thrown instanceof Error && thrown.stack !== undefined) error.stack = thrown.stack
    return error
  } catch {
    // Its getters, or its conversion to a string, throw in turn: the user's code has the last word on what can be told of it.
    return new Error('what was thrown can be neither sent nor shown')
  }
}
