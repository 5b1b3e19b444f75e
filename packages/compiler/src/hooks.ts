// The loader for Nodes without `module.registerHooks` (20.19 to 22.14): `module.register` runs these in a thread of
// their own.

import type { LoadHook, ResolveHook } from 'node:module'
import { loadProcessModule } from './load/load.ts'
import { resolveByHabit } from './load/resolve.ts'

export const resolve: ResolveHook = async (specifier, context, nextResolve) => {
  try {
    return await nextResolve(specifier, context)
  } catch (error) {
    return nextResolve(resolveByHabit(error, specifier, context.parentURL), context)
  }
}

export const load: LoadHook = async (url, context, nextLoad) =>
  loadProcessModule(url, context.format) ?? nextLoad(url, context)
