/**
 * Errors as terms. Structured clone keeps message, stack and cause, and mostly loses the class; here an error also keeps its name,
 * the `errors` of an AggregateError and its own enumerable properties. Its class becomes the nearest one built in, since only those are
 * the same on every core.
 */
const classes: readonly ErrorConstructor[] = [
  Error,
  TypeError,
  RangeError,
  SyntaxError,
  ReferenceError,
  EvalError,
  URIError,
  AggregateError as unknown as ErrorConstructor,
]
const AGGREGATE = 7

const classOfPrototype = new Map<object, number>(classes.map((builtIn, number) => [builtIn.prototype, number]))
const classOfName = new Map<unknown, number>(classes.map((builtIn, number) => [builtIn.name, number]))

/**
 * What an error holds besides its enumerable properties, in the order in which it is copied and by their number on the wire. In the copy
 * none of them is enumerable, whatever it was: so the language makes them.
 */
export const errorFields = ['stack', 'name', 'message', 'cause', 'errors'] as const
type ErrorField = (typeof errorFields)[number]

/** The error has no such field, or its class has the same one. */
export const absent = Symbol('absent')

/** The number of the nearest built-in class, of this realm or of another; of Error if it has none. */
export function classOfError(error: object): number {
  for (let at: object | null = Object.getPrototypeOf(error); at !== null; at = Object.getPrototypeOf(at)) {
    const number = classOfPrototype.get(at) ?? classInOtherRealm(at)
    if (number !== undefined) return number
  }
  return 0
}

function classInOtherRealm(prototype: object): number | undefined {
  const number = classOfName.get(Object.getOwnPropertyDescriptor(prototype, 'name')?.value)
  if (number === undefined) return undefined
  // A class of the program may use the name as well.
  const maker: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value
  if (typeof maker !== 'function') return undefined
  return /\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(maker)) ? number : undefined
}

/** One field of an error, to be copied as a term. Runs its getter. */
export function fieldOf(error: Error, number: number, field: ErrorField): unknown {
  switch (field) {
    case 'stack': {
      // V8 makes the text now if nobody has asked for it. What Error.prepareStackTrace makes may be no text, and full of functions.
      const stack: unknown = error.stack
      return typeof stack === 'string' ? stack : undefined
    }
    case 'name': {
      const name: unknown = error.name
      return name === classes[number]?.prototype.name ? absent : name
    }
    case 'message': {
      const message: unknown = error.message
      return Object.hasOwn(error, 'message') || (typeof message === 'string' && message !== '') ? message : absent
    }
    case 'cause':
      // An inherited one is a method: VError has it.
      return Object.hasOwn(error, 'cause') ? error.cause : absent
    case 'errors':
      return number === AGGREGATE && Object.hasOwn(error, 'errors') ? (error as AggregateError).errors : absent
  }
}

/** The keys of the enumerable properties that are no fields. */
export function keysOfError(error: object, number: number): string[] {
  return Object.keys(error).filter(
    (key) => !errorFields.includes(key as ErrorField) || (key === 'errors' && number !== AGGREGATE),
  )
}

/** An error without any fields but a stack, which is to be set; undefined if there is no class of that number. */
export function makeError(number: number): Error | undefined {
  const builtIn = classes[number]
  // Not `new AggregateError`, which would have `errors`.
  return builtIn === undefined ? undefined : (Reflect.construct(Error, [], builtIn) as Error)
}

export function setField(error: Error, field: ErrorField, value: unknown): void {
  if (field === 'stack' && Object.hasOwn(error, 'stack')) {
    // V8's setter drops the stack that this core captured; to define the property anew would first make its text, and run prepareStackTrace.
    error.stack = value as string
    return
  }
  Object.defineProperty(error, field, { value, writable: true, enumerable: false, configurable: true })
}

/** Not by assignment: Error.prototype may be frozen, or have a setter of that name. */
export function setProperty(error: Error, key: string, value: unknown): void {
  Object.defineProperty(error, key, { value, writable: true, enumerable: true, configurable: true })
}
