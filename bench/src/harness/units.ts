/** How a measured value is shown. */

import type { Result } from './compare.ts'

/** In the unit of its workload, without its name. */
export function inUnit(value: number, { unit, operations }: Pick<Result, 'unit' | 'operations'>): string {
  if (unit === 'ms a run') return ((value * operations) / 1e6).toFixed(1)
  if (unit === '% of a core') return (value / 1e7).toFixed(2)
  if (unit === 'ms') return (value / 1e6).toFixed(1)
  if (unit === 'µs') return (value / 1000).toFixed(2)
  return value.toFixed(unit === 'bytes' || value >= 1000 ? 0 : 1)
}

export function unitName({ unit, operation }: Pick<Result, 'unit' | 'operation'>): string {
  return unit === 'ms a run' || unit === '% of a core' ? unit : `${unit} a ${operation}`
}
