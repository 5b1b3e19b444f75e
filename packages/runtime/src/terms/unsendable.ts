import { pathTo } from './path.ts'

/** Thrown in the sender: a term holds something that cannot be copied to another process. */
export class UnsendableTerm extends Error {
  readonly code = 'UNSENDABLE_TERM'
  /** Where in the term, such as `message[2].callback`. */
  readonly path: string

  constructor(path: string, reason: string, cause?: unknown) {
    super(`${path}: ${reason}`, cause === undefined ? undefined : { cause })
    this.name = 'UnsendableTerm'
    this.path = path
  }
}

/**
 * What copying and encoding throw inside: it knows the culprit, not where it is. Only when that has happened is the term
 * walked again for the path, so that the usual send pays nothing for it.
 */
export class Refusal {
  readonly culprit: unknown
  readonly reason: string
  readonly cause: unknown

  constructor(culprit: unknown, reason: string, cause?: unknown) {
    this.culprit = culprit
    this.reason = reason
    this.cause = cause
  }
}

/** Turns what stopped the copying of `value` into what the sender shall see. */
export function explained(thrown: unknown, value: unknown, root: string): unknown {
  if (thrown instanceof Refusal) {
    return new UnsendableTerm(pathTo(value, thrown.culprit, root), thrown.reason, thrown.cause)
  }
  if (thrown instanceof RangeError && /call stack/.test(thrown.message)) {
    return new UnsendableTerm(root, 'nested too deeply to be copied; send it in parts, or as a flat array', thrown)
  }
  return thrown
}
