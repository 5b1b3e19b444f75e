import { isPid, type Pid } from '@multibeam/scheduler'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { checkOptions } from '../../options.ts'
import { checkName } from '../../signals/names.ts'
import type { RegistryKeys } from './tables.ts'

export interface RegistryOptions {
  /** Its name, by which all calls find it; its process is registered under it. */
  name: string
  /** `unique`: one process a key. `duplicate`: any number, and a process may have a key several times. */
  keys: RegistryKeys
  /**
   * Into how many parts its entries are divided, each with a process and tables of its own, on one scheduler after the other: for registries
   * that are changed so often that one scheduler is too few. Unique keys are spread by key; duplicate ones by process, and looking one up asks
   * every part. Default: 1.
   */
  partitions?: number
  /** Names or pids that get `['register', registry, key, pid, value]` and `['unregister', registry, key, pid]`. */
  listeners?: readonly (string | Pid)[]
  /** Metadata to begin with, as pairs of key and value. */
  meta?: readonly (readonly [key: unknown, value: unknown])[]
}

const OPTIONS: readonly string[] = [
  'name',
  'keys',
  'partitions',
  'listeners',
  'meta',
] satisfies (keyof RegistryOptions)[]

export function checkRegistryOptions(call: string, options: RegistryOptions): void {
  checkOptions(call, options, OPTIONS)
  const { name, keys, partitions = 1, listeners = [], meta = [] } = options
  checkName(call, name)
  if (keys !== 'unique' && keys !== 'duplicate') {
    throw new BadArg(`${call}: keys is ${inspect(keys)}; there are unique and duplicate`)
  }
  if (!Number.isInteger(partitions) || partitions < 1) {
    throw new BadArg(`${call}: partitions is ${inspect(partitions)}; give how many, from 1`)
  }
  if (!Array.isArray(listeners) || !listeners.every((one) => isPid(one) || typeof one === 'string')) {
    throw new BadArg(`${call}: listeners is ${inspect(listeners)}; give an array of names or pids`)
  }
  if (!Array.isArray(meta) || !meta.every((pair) => Array.isArray(pair) && pair.length === 2)) {
    throw new BadArg(`${call}: meta is ${inspect(meta)}; give an array of [key, value]`)
  }
}
