interface Registry {
  [key: symbol]: ((url: string, functions: Readonly<Record<string, unknown>>) => void) | undefined
}

const DEFINE = Symbol.for('multibeam.define')

/** The property of a definition that holds the function by which it travels: one that is not called, but found again by its identity. */
export const REFERENCE: unique symbol = Symbol('multibeam.reference')

/** Hands on what a module has made by a `define` at its top. If it is a definition, a thread with a scheduler is told of it. */
export function tell<T>(url: string, name: string, value: T): T {
  const reference = (value as { [REFERENCE]?: unknown } | null | undefined)?.[REFERENCE]
  if (reference !== undefined) (globalThis as unknown as Registry)[DEFINE]?.(url, { [name]: reference })
  return value
}
