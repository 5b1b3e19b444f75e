import { MultibeamError } from '../errors.ts'
import type { ProcessFunction } from '../process/suspension.ts'
import type { AnyFunction } from '../terms/functions.ts'
import { type OrdinaryIdentity, ordinaryIdentityOf, toldFunction } from './ordinary.ts'
import { functionsOf, identityOf } from './registry.ts'

type Namespace = Readonly<Record<string, unknown>>

/** Imports the modules of processes, each once, and finds functions in them. */
export class ModuleLoader {
  readonly #loading = new Map<string, Promise<Namespace | undefined>>()
  readonly #loaded = new Map<string, Namespace | undefined>()
  readonly #failed = new Set<string>()
  /** Ends the wait for modules whose own code waits for a VM, see `reachedMainOnlyCode`. */
  readonly #release = new Map<string, () => void>()
  readonly #prepare: (url: string) => void

  /** `prepare` is called before each import; what it throws is what the module threw. */
  constructor(prepare: (url: string) => void = () => {}) {
    this.#prepare = prepare
  }

  /** Whether loading it again could not bring functions that are not there: it is loaded, or has failed to load. */
  isSettled(url: string): boolean {
    return this.#loaded.has(url) || this.#failed.has(url)
  }

  /** Resolves once the module's process functions may be called. Rejects with a MultibeamError that names the file. */
  load(url: string): Promise<Namespace | undefined> {
    let loading = this.#loading.get(url)
    if (loading === undefined) {
      loading = this.#import(url)
      this.#loading.set(url, loading)
    }
    return loading
  }

  /**
   * The function that a module exports (or declares at its top) under a name. `index` is its place among the functions that the module
   * tells, where that is known: the modules of a bundle are one, and may use a name several times.
   */
  async find(url: string, name: string, index = -1): Promise<ProcessFunction> {
    const namespace = await this.load(url)
    const placed = functionsOf(url)?.[index]
    const fn = placed !== undefined && identityOf(placed)?.name === name ? placed : this.findLoaded(url, name)
    if (fn !== undefined) return fn
    const found = namespace?.[name]
    const known =
      namespace === undefined
        ? (functionsOf(url) ?? []).map((known) => identityOf(known)?.name)
        : Object.keys(namespace).filter((key) => typeof namespace[key] === 'function')
    throw new MultibeamError(
      'FUNCTION_NOT_FOUND',
      found === undefined
        ? `${url} has no export "${name}"; it exports ${known.length === 0 ? 'no function' : known.join(', ')}`
        : `the export "${name}" of ${url} is no function`,
    )
  }

  /** The same, of a module that is loaded; undefined if it is not, or has no such function. */
  findLoaded(url: string, name: string): ProcessFunction | undefined {
    // Its functions have their identity before its own code has run to the end: a second process must not start in between.
    if (!this.#loaded.has(url)) return undefined
    const exported = this.#loaded.get(url)?.[name]
    if (typeof exported === 'function') return exported as ProcessFunction
    return functionsOf(url)?.find((fn) => identityOf(fn)?.name === name)
  }

  /** Where an ordinary function is to be found by other threads; undefined for one that its module does not export. */
  identify(fn: AnyFunction): OrdinaryIdentity | undefined {
    return ordinaryIdentityOf(fn)
  }

  /** The ordinary function of an identity, if it is here already. */
  knownOrdinary(identity: OrdinaryIdentity): AnyFunction | undefined {
    return toldFunction(identity)
  }

  /** The ordinary function of an identity. Rejects like `find`. */
  async findOrdinary(identity: OrdinaryIdentity): Promise<AnyFunction> {
    await this.load(identity.url)
    return this.knownOrdinary(identity) ?? (await this.find(identity.url, identity.name))
  }

  /**
   * Code that is for the main thread only (`VM.start`, `VM.run`) was reached while a module is being imported here, and never returns: it
   * is the program's own start, run again. The process functions of the modules concerned have their identity by now, and are ready.
   */
  reachedMainOnlyCode(): void {
    for (const [url, release] of this.#release) if (functionsOf(url) !== undefined) release()
  }

  async #import(url: string): Promise<Namespace | undefined> {
    const ready = new Promise<undefined>((resolve) => this.#release.set(url, () => resolve(undefined)))
    try {
      this.#prepare(url)
      const namespace = await Promise.race([import(url) as Promise<Namespace>, ready])
      this.#loaded.set(url, namespace)
      return namespace
    } catch (error) {
      // Who asks again may be luckier, after the file has been mended.
      this.#loading.delete(url)
      this.#failed.add(url)
      throw moduleError(url, error)
    } finally {
      this.#release.delete(url)
    }
  }
}

function moduleError(url: string, error: unknown): MultibeamError {
  // A module may throw anything, null too.
  const { code, message } = (error ?? {}) as { code?: unknown; message?: unknown }
  const text = typeof message === 'string' ? message : String(error)
  const missing = code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND' || code === 'ENOENT'
  return new MultibeamError(
    missing ? 'MODULE_NOT_FOUND' : 'MODULE_ERROR',
    missing ? `${url} cannot be loaded: ${text}` : `${url} failed while it was loaded: ${text}`,
    { cause: error },
  )
}
