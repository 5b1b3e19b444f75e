import { BadArg } from '../../errors.ts'
import { definitionOf } from '../../functions/definition.ts'
import { inspect } from '../../inspect.ts'
import { checkOptions } from '../../options.ts'
import { checkName } from '../../signals/names.ts'
import { System } from '../../system/system.ts'
import type { ChildSpec, ChildStart } from '../child-spec.ts'
import { completeSpec } from '../supervisor/complete-spec.ts'
import { completeOptions, type IntensityOptions } from '../supervisor/options.ts'
import type { Tree } from '../supervisor/serve.ts'
import type { Strategy } from '../supervisor/strategy.ts'
import { startPartition } from './start-partition.ts'

export interface PartitionSupervisorOptions extends IntensityOptions {
  /** Registered name of the supervisor; its partitions are registered as `NAME/0`, `NAME/1`, … */
  name: string
  /** The child of every partition, or what gives the one of a partition, from 0. It must have no name of its own; its id is not used. */
  child: ChildSpec | ((partition: number) => ChildSpec)
  /** Default: one a scheduler. */
  partitions?: number
  /**
   * Whether partition p is kept on scheduler p + 1, and so on from the first one again: a child a core. Default true; otherwise they run where
   * there is time. Concerns the children of definitions (`Counter.child(…)`); a start function of one's own decides by itself.
   */
  pinned?: boolean
  /** Default `one_for_one`. */
  strategy?: Strategy
}

export const PARTITION_OPTIONS = [
  'name',
  'child',
  'partitions',
  'pinned',
  'strategy',
  'maxRestarts',
  'maxSeconds',
] as const satisfies (keyof PartitionSupervisorOptions)[]

/** The supervisor of the partitions, and its name. Throws BadArg. */
export function completePartitions(call: string, options: PartitionSupervisorOptions): { name: string; tree: Tree } {
  checkOptions(call, options, PARTITION_OPTIONS)
  const { name, child, partitions = System.schedulers(), pinned = true, ...rest } = options
  checkName(call, name)
  if (!Number.isSafeInteger(partitions) || partitions < 1) {
    throw new BadArg(`${call}: partitions is ${inspect(partitions)}; give a whole number from 1`)
  }
  if (typeof pinned !== 'boolean') throw new BadArg(`${call}: pinned is ${inspect(pinned)}; give true or false`)
  const specs = Array.from({ length: partitions }, (_, partition) => {
    const spec = completeSpec(call, typeof child === 'function' ? child(partition) : child)
    const start = pinned ? pinnedTo((partition % System.schedulers()) + 1, spec.start) : spec.start
    return { ...spec, id: partition, start: [startPartition, start, nameOf(name, partition)] as const }
  })
  return { name, tree: { options: completeOptions(call, rest), specs } }
}

/** A definition's start takes its argument and the options of the start. */
function pinnedTo(scheduler: number, start: ChildStart): ChildStart {
  const [what, arg, options] = start
  if (definitionOf(what) === undefined) return start
  return [what, arg, { scheduler, ...(options as object | undefined) }]
}

/** The registered name of a partition. */
export function nameOf(name: string, partition: number): string {
  return `${name}/${partition}`
}
