import { types } from 'node:util'
import type { FunctionTable } from './functions.ts'
import { Refusal } from './unsendable.ts'

/** What the copier and the encoder do by themselves; everything else is the platform's. */
export type Kind =
  | 'array'
  | 'object'
  | 'map'
  | 'set'
  | 'date'
  | 'regexp'
  | 'boxed'
  | 'buffer'
  | 'shared'
  | 'view'
  | 'error'
  | 'platform'

/** Of an object whose prototype is neither Object.prototype nor Array.prototype. Refuses what nobody can copy. */
export function kindOf(value: object): Kind {
  if (types.isProxy(value)) throw new Refusal(value, 'a Proxy; send a plain copy of it')
  if (Array.isArray(value)) return 'array'
  if (ArrayBuffer.isView(value)) return 'view'
  if (types.isMap(value)) return 'map'
  if (types.isSet(value)) return 'set'
  if (types.isDate(value)) return 'date'
  if (types.isRegExp(value)) return 'regexp'
  // A DOMException is a native error in some versions of Node, and a class of the platform in all.
  if (types.isNativeError(value)) return value instanceof DOMException ? 'platform' : 'error'
  if (types.isArrayBuffer(value)) return 'buffer'
  if (types.isSharedArrayBuffer(value)) return 'shared'
  if (types.isSymbolObject(value)) throw new Refusal(value, 'a boxed symbol; symbols do not leave their process')
  if (types.isBoxedPrimitive(value)) return 'boxed'
  if (types.isPromise(value)) throw new Refusal(value, 'a Promise; wait for it and send its value')
  if (types.isGeneratorObject(value)) throw new Refusal(value, 'a generator that has started; send its function')
  if (types.isWeakMap(value)) throw new Refusal(value, 'a WeakMap')
  if (types.isWeakSet(value)) throw new Refusal(value, 'a WeakSet')
  if (types.isArgumentsObject(value) || types.isExternal(value) || types.isModuleNamespaceObject(value))
    return 'platform'
  const prototype = Object.getPrototypeOf(value) as object | null
  return prototype !== null && isPlatformPrototype(prototype) ? 'platform' : 'object'
}

const platformPrototypes = new WeakMap<object, boolean>()
/** By name, and taken before a program adds its own; reading the values would run lazy getters of Node. */
const platformGlobals = new Set(Object.getOwnPropertyNames(globalThis))

/**
 * Whether instances belong to the platform (Blob, MessagePort, URL, WeakRef, Intl.*…), which then alone knows whether and
 * how they are cloned; an instance of any other class is copied as a plain object. Node and V8 do not tell, so: a native
 * constructor, a constructor that is a global of the platform, or a method under Node's clone or transfer symbol.
 */
function isPlatformPrototype(prototype: object): boolean {
  const known = platformPrototypes.get(prototype)
  if (known !== undefined) return known
  let found = false
  for (
    let at: object | null = prototype;
    at !== null && at !== Object.prototype && !found;
    at = Object.getPrototypeOf(at)
  ) {
    found = belongsToPlatform(at)
  }
  platformPrototypes.set(prototype, found)
  return found
}

function belongsToPlatform(prototype: object): boolean {
  for (const symbol of Object.getOwnPropertySymbols(prototype)) {
    if (symbol.description?.startsWith('messaging_') === true) return true
  }
  const maker: unknown = Object.getOwnPropertyDescriptor(prototype, 'constructor')?.value
  if (typeof maker !== 'function') return Object.hasOwn(prototype, Symbol.toStringTag)
  if (/\{\s*\[native code\]\s*\}$/.test(Function.prototype.toString.call(maker))) return true
  const name = maker.name
  return platformGlobals.has(name) && (globalThis as Record<string, unknown>)[name] === maker
}

/** Structured clone of one object, by the platform; what it refuses is refused with its reason. */
export function platformClone(value: object): unknown {
  try {
    return structuredClone(value)
  } catch (error) {
    if (isRefusal(error)) {
      throw new Refusal(value, `${className(value)}, which structured clone refuses (${error.message})`, error)
    }
    throw error
  }
}

/** DataCloneError is what the standard says; Node 20 has an error of its own for what must be in a transfer list. */
function isRefusal(error: unknown): error is Error {
  if (!(error instanceof Error)) return false
  return error.name === 'DataCloneError' || (error as NodeJS.ErrnoException).code === MISSING_IN_TRANSFER_LIST
}

const MISSING_IN_TRANSFER_LIST = 'ERR_MISSING_TRANSFERABLE_IN_TRANSFER_LIST'

function className(value: object): string {
  const name: unknown = value.constructor?.name
  return typeof name === 'string' && name !== '' ? `an instance of ${name}` : 'an object of the platform'
}

/** Why a symbol, or a function without the needed standing, is not sent. */
export function refusePrimitive(value: unknown, functions: FunctionTable): Refusal {
  if (typeof value !== 'function') return new Refusal(value, 'a symbol; symbols do not leave their process')
  if (functions.isProcessFunction(value)) {
    return new Refusal(
      value,
      'a process function that only this scheduler knows; let its module declare it at its top to send it to another',
    )
  }
  return new Refusal(value, 'a function that is no process function')
}
