/** Order statistics of a handful of runs. */

export interface Summary {
  readonly min: number
  readonly median: number
  readonly max: number
}

/** The median of pairwise ratios, with the quartiles as its spread. */
export interface Ratio {
  readonly median: number
  readonly lower: number
  readonly upper: number
}

/**
 * The quantile `q` (0 to 1) by linear interpolation between the two nearest values.
 * @throws RangeError for an empty list, of which nothing can be said.
 */
export function quantile(values: readonly number[], q: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  const position = (sorted.length - 1) * q
  const below = sorted[Math.floor(position)]
  const above = sorted[Math.ceil(position)]
  if (below === undefined || above === undefined) throw new RangeError('a quantile needs at least one value')
  return below + (above - below) * (position - Math.floor(position))
}

export function summarize(values: readonly number[]): Summary {
  return { min: quantile(values, 0), median: quantile(values, 0.5), max: quantile(values, 1) }
}

/**
 * Compares run i of one system with run i of another one. The two were made one after the other, so that what disturbed
 * the machine for a while disturbed both, which a ratio of two medians would not cancel.
 */
export function pairwiseRatio(own: readonly number[], peer: readonly number[]): Ratio {
  if (own.length !== peer.length) throw new RangeError(`${own.length} runs cannot be paired with ${peer.length}`)
  const ratios = own.map((value, run) => value / (peer[run] as number))
  return { median: quantile(ratios, 0.5), lower: quantile(ratios, 0.25), upper: quantile(ratios, 0.75) }
}
