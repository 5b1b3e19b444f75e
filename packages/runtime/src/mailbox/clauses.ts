import { BadArg } from '../errors.ts'
import { inspect } from '../inspect.ts'
import { tagOf } from './pattern.ts'

// biome-ignore lint/suspicious/noExplicitAny: a handler declares the types of the message's elements itself
export type Handler = (...message: any[]) => unknown

/** Handlers by tag; `_` takes every other message. */
export type Handlers = Readonly<Record<string, Handler>>

/** The clauses of one receive. */
export class Clauses {
  readonly handlers: Handlers
  readonly #other: Handler | undefined

  constructor(handlers: Handlers) {
    for (const [tag, handler] of Object.entries(handlers)) {
      if (typeof handler !== 'function') {
        throw new BadArg(`receive: the clause ${inspect(tag)} is ${inspect(handler)}; it must be a function`)
      }
    }
    this.handlers = handlers
    this.#other = Object.hasOwn(handlers, '_') ? handlers._ : undefined
  }

  accept(message: unknown): boolean {
    return this.#other !== undefined || this.#tagged(message) !== undefined
  }

  /** Runs the clause for a message that `accept` accepted: an array is spread into the handler, another message passed whole. */
  handle(message: unknown): unknown {
    const handler = this.#tagged(message)
    if (handler === undefined) return (this.#other as Handler)(message)
    return Array.isArray(message) ? handler(...message.slice(1)) : handler(message)
  }

  #tagged(message: unknown): Handler | undefined {
    const tag = tagOf(message)
    return typeof tag === 'string' && tag !== '_' && Object.hasOwn(this.handlers, tag) ? this.handlers[tag] : undefined
  }
}
