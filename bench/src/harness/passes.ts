/** Several passes over the whole plan, `--passes N`: what a target asks must hold in each of them, not once on a good day. */

import type { PeerRatio, Result } from './compare.ts'
import { quantile } from './statistics.ts'

/**
 * One result for each that any pass has: medians of the passes' medians, the widest spread that any of them had, and each pass's own
 * value in `passes`. A single pass is left as it is.
 */
export function combined(passes: readonly (readonly Result[])[]): readonly Result[] {
  const [only] = passes
  if (passes.length === 1 && only !== undefined) return only
  const byKey = new Map<string, Result[]>()
  for (const result of passes.flat()) {
    const key = keyOf(result)
    byKey.set(key, [...(byKey.get(key) ?? []), result])
  }
  return [...byKey.values()].map(ofAll)
}

function keyOf({ node, workload, figure, label, schedulers }: Result): string {
  return JSON.stringify([node, workload, figure, label, schedulers])
}

function ofAll(results: readonly Result[]): Result {
  const [first] = results as readonly [Result, ...Result[]]
  const medians = results.map(({ perOperation }) => perOperation.median)
  return {
    ...first,
    runs: results.reduce((sum, { runs }) => sum + runs, 0),
    perOperation: {
      min: Math.min(...results.map(({ perOperation }) => perOperation.min)),
      median: quantile(medians, 0.5),
      max: Math.max(...results.map(({ perOperation }) => perOperation.max)),
    },
    ratios: first.ratios.map(({ peer }) =>
      ratioOfAll(results.flatMap(({ ratios }) => ratios.filter((r) => r.peer === peer))),
    ),
    passes: medians,
  }
}

function ratioOfAll(ratios: readonly PeerRatio[]): PeerRatio {
  const [first] = ratios as readonly [PeerRatio, ...PeerRatio[]]
  const medians = ratios.map(({ median }) => median)
  return {
    ...first,
    median: quantile(medians, 0.5),
    lower: Math.min(...ratios.map(({ lower }) => lower)),
    upper: Math.max(...ratios.map(({ upper }) => upper)),
    passes: medians,
  }
}
