// The statements that tell a scheduler which functions of a module are process functions, and by which names:
//
//   globalThis[globalThis.Symbol.for("multibeam.define")]?.(import.meta.url,{"counter":counter});
//
// and the same for the ordinary functions that it exports, by "multibeam.functions".
//
// A thread without a scheduler has no such global, and nothing happens. `Symbol` is reached through `globalThis`
// because a module may well have a class of that name.

import type { ExportedFunction } from '../analyse/exported-functions.ts'
import type { ProcessFunction } from '../analyse/process-functions.ts'

export interface Tags {
  /** Runs before any statement of the module: function declarations are hoisted. Empty if there is none. */
  readonly first: string
  /** Runs when the module's statements have: a `const` can not be read earlier. Empty if there is none. */
  readonly last: string
}

/**
 * `bindings` has what to read for each function: an anonymous default export has been given a name. `global` is the name of the global
 * object in the module.
 */
export function tag(functions: readonly ProcessFunction[], bindings: readonly string[], global: string): Tags {
  const hoisted: string[] = []
  const constant: string[] = []
  for (const [index, { names, hoisted: early }] of functions.entries()) {
    for (const name of names) (early ? hoisted : constant).push(`${property(name)}:${bindings[index]}`)
  }
  return { first: tell('define', hoisted, global), last: tell('define', constant, global) }
}

/** The same for ordinary functions. */
export function tagOrdinary(functions: readonly ExportedFunction[], global: string): Tags {
  const told = (early: boolean) =>
    tell(
      'functions',
      functions.filter(({ hoisted }) => hoisted === early).map(({ name, binding }) => `${property(name)}:${binding}`),
      global,
    )
  return { first: told(true), last: told(false) }
}

function tell(what: 'define' | 'functions', properties: readonly string[], global: string): string {
  if (properties.length === 0) return ''
  return `${global}[${global}.Symbol.for("multibeam.${what}")]?.(import.meta.url,{${properties.join()}});`
}

/** `__proto__: f` in a literal would set the prototype; a computed key does not. */
function property(name: string): string {
  const key = JSON.stringify(name)
  return name === '__proto__' ? `[${key}]` : key
}
