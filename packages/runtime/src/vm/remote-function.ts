import type { Startable } from '../behaviours/application/application.ts'
import { BadArg } from '../errors.ts'
import { referenceTo } from '../functions/definition.ts'
import { Mfa } from '../functions/mfa.ts'
import { identityOf } from '../functions/registry.ts'
import { inspect } from '../inspect.ts'
import type { ProcessFunction } from '../process/suspension.ts'

const mark: unique symbol = Symbol('multibeam.remoteFunction')

/**
 * The process functions and the definitions of a module, as the main thread names them: with the module's types, and not to be called here.
 */
export type RemoteModule<M> = { readonly [K in keyof M as M[K] extends ProcessFunction | Startable ? K : never]: M[K] }

/** Names of a module's exports that resolve to references; the module is not loaded on the main thread. */
export function remoteModule<M>(url: string): RemoteModule<M> {
  return new Proxy(Object.create(null) as RemoteModule<M>, {
    get: (_target, name) => (typeof name === 'string' && name !== 'then' ? remoteFunction(url, name) : undefined),
  })
}

function remoteFunction(url: string, name: string): ProcessFunction {
  const stub = (): never => {
    throw new BadArg(`${name} of ${url} runs in a process, not on the main thread; give it to vm.spawn or vm.run`)
  }
  return Object.defineProperty(stub, mark, { value: new Mfa(url, name) })
}

/** Where a function that was given to the main thread's API is to be found by a scheduler. */
export function locate(call: string, fn: unknown): Mfa {
  if (fn instanceof Mfa) return fn
  if (typeof fn === 'function') {
    const remote = (fn as { [mark]?: Mfa })[mark]
    if (remote !== undefined) return remote
    const identity = identityOf(fn)
    if (identity !== undefined) return new Mfa(identity.url, identity.name, identity.index)
    throw new BadArg(
      `${call}: the function ${fn.name || '(anonymous)'} is not known by a module; take it from vm.module(url), ` +
        `or give mfa(import.meta.url, '${fn.name || 'name'}')`,
    )
  }
  throw new BadArg(`${call}: ${inspect(fn)} is no process function`)
}

/** Where a function of the module `url` is to be found: by its place, or by its name where this thread has not compiled it. */
export function functionIn(url: string, fn: unknown): Mfa {
  const known = typeof fn === 'function' ? identityOf(fn) : undefined
  if (known?.url === url) return new Mfa(url, known.name, known.index)
  const name = typeof fn === 'function' ? fn.name : ''
  if (name === '') throw new BadArg('VM.run: give a process function that the module declares by name')
  return new Mfa(url, name)
}

/** Where a definition that was given to `vm.supervise` is to be found by a scheduler. */
export function locateDefinition(call: string, definition: unknown): Mfa {
  // From vm.module, or by its name.
  if (definition instanceof Mfa || typeof definition === 'function') return locate(call, definition)
  const reference = typeof definition === 'object' && definition !== null ? referenceTo(definition) : undefined
  if (reference === undefined)
    throw new BadArg(`${call}: ${inspect(definition)} is nothing that a behaviour's define has made`)
  const identity = identityOf(reference)
  if (identity !== undefined) return new Mfa(identity.url, identity.name, identity.index)
  throw new BadArg(
    `${call}: this thread does not know where the definition stands; take it from vm.module(url), or give mfa(import.meta.url, 'Name')`,
  )
}
