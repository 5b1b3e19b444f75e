const { apply } = Reflect

/** `fn.call(self, …)`, whatever the function's own `call` may be. */
export function invoke(fn: unknown, self: unknown, ...args: unknown[]): unknown {
  if (typeof fn !== 'function') throw new TypeError(`${String(fn)} is not a function`)
  return apply(fn, self, args)
}
