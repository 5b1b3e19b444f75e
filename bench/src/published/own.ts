// Runs a workload that a user has written: the module's default export, made with `benchmark`.

import { inspect, type Process, wait } from 'multibeam'
import type { Benchmark } from 'multibeam/benchmark'
import { type Outcome, since } from '../workloads/multibeam/outcome.ts'
import { accepted, type Description } from './own-workload.ts'

export function* describe(url: string): Process<Description> {
  const { name, title, size = 1, operations, operation = 'operation' } = yield* definitionIn(url)
  return { name, ...(title !== undefined && { title }), size, operation, operations: operations?.(size) ?? size }
}

export function* run(url: string, size: number): Process<Outcome> {
  const definition = yield* definitionIn(url)
  const start = performance.now()
  const result = yield* definition.run(size)
  const outcome = since(start, '')
  return { ...outcome, check: definition.check(result, size) ? accepted : inspect(result) }
}

function* definitionIn(url: string): Process<Benchmark> {
  const module = yield* wait(import(url) as Promise<{ default?: Benchmark }>)
  const definition = module.default
  if (typeof definition?.run !== 'function' || typeof definition.check !== 'function') {
    throw new Error(`its default export is no workload: export default benchmark({ name, run, check })`)
  }
  return definition
}
