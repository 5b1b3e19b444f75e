// Stands at the top of `src`, and so of `dist`, because it names the hooks' file beside it.

import module, {
  type LoadFnOutput,
  type LoadHookContext,
  type ResolveFnOutput,
  type ResolveHookContext,
} from 'node:module'
import './support/index.ts'
import { canLoadDirectly, loadDirectly } from './load/direct.ts'
import { loadProcessModule } from './load/load.ts'
import { resolveByHabit } from './load/resolve.ts'

type Resolve = (specifier: string, context: ResolveHookContext) => ResolveFnOutput
type Load = (url: string, context: LoadHookContext) => LoadFnOutput

/** `module.registerHooks` is not in the type declarations of the oldest Node that we support. */
interface SynchronousHooks {
  registerHooks?(hooks: {
    resolve(...args: [...Parameters<Resolve>, nextResolve: Resolve]): ResolveFnOutput
    load(...args: [...Parameters<Load>, nextLoad: Load]): LoadFnOutput
  }): unknown
}

const installed = Symbol.for('multibeam.loader')

/**
 * Makes this thread load process modules: TypeScript without a build step, process functions tagged. Modules that it
 * imports from now on go through the compiler's cache; packages in `node_modules` do not. A second call does nothing.
 *
 * Hooks in the thread itself where Node has them (22.15 and up). Before that `module.register` starts a thread for
 * them, which ends with this one; it costs the caller about 80 ms (measured on Node 20.20, 2 cores), once.
 */
export function installLoader(): void {
  const global = globalThis as { [installed]?: true }
  if (global[installed]) return
  const { registerHooks } = module as SynchronousHooks
  if (registerHooks) {
    registerHooks({
      resolve(specifier, context, nextResolve) {
        try {
          return nextResolve(specifier, context)
        } catch (error) {
          return nextResolve(resolveByHabit(error, specifier, context.parentURL), context)
        }
      },
      load: (url, context, nextLoad) => loadProcessModule(url, context.format) ?? nextLoad(url, context),
    })
  } else {
    // Under a test runner this file is the TypeScript one, which that thread could not load.
    const hooks = import.meta.url.endsWith('.ts') ? '../dist/hooks.js' : './hooks.js'
    module.register(new URL(hooks, import.meta.url))
  }
  global[installed] = true
}

/**
 * Sees to it that `import(url)` in this thread loads a process module, by the loader's hooks if that takes them: on Node 20 only the first program
 * that does pays for their thread.
 * @throws what the module throws
 */
export function prepareImport(url: string): void {
  if (canInstallLater() && loadDirectly(url)) return
  installLoader()
}

/** Installs the loader now, unless modules may first be tried without: then `prepareImport` is to be called for each. */
export function installLoaderIfNeeded(): void {
  if (!canInstallLater()) installLoader()
}

function canInstallLater(): boolean {
  return canLoadDirectly && !(globalThis as { [installed]?: true })[installed]
}
