import { types } from 'node:util'

/**
 * What is wrong with a function that has given this as a process's code: it goes on by itself, outside of the process, or does not begin at all. Undefined
 * for other values, which are the process's own.
 */
export function asynchronous(fn: { readonly name: string }, given: unknown): TypeError | undefined {
  const name = fn.name || '(anonymous)'
  if (types.isPromise(given)) {
    // Nobody can wait for it any more; its rejection would end the thread, and all other processes there.
    given.catch((reason) => console.error(`the promise of ${name} was rejected:`, reason))
    return new TypeError(
      `process function ${name} is asynchronous; write function* and yield* wait(promise), or wait(${name}()) in a process function`,
    )
  }
  if (types.isGeneratorObject(given)) {
    return new TypeError(`process function ${name} is an async generator; write function* and yield* wait(promise)`)
  }
  return undefined
}
