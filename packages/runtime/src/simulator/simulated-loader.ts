import { ModuleLoader } from '../functions/module-loader.ts'
import type { OrdinaryIdentity } from '../functions/ordinary.ts'
import type { AnyFunction } from '../terms/functions.ts'

const URL_OF_ALL = 'simulation:'

/** Where all threads are one, every ordinary function can be found, exported or not. */
export class SimulatedLoader extends ModuleLoader {
  readonly #identities = new Map<AnyFunction, OrdinaryIdentity>()
  readonly #functions: AnyFunction[] = []

  override identify(fn: AnyFunction): OrdinaryIdentity {
    let identity = super.identify(fn) ?? this.#identities.get(fn)
    if (identity === undefined) {
      identity = { url: URL_OF_ALL, name: fn.name || '(anonymous)', index: this.#functions.push(fn) - 1 }
      this.#identities.set(fn, identity)
    }
    return identity
  }

  override knownOrdinary(identity: OrdinaryIdentity): AnyFunction | undefined {
    return identity.url === URL_OF_ALL ? this.#functions[identity.index] : super.knownOrdinary(identity)
  }
}
