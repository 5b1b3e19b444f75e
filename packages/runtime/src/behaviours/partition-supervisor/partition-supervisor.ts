import { nameIntrinsic } from '@multibeam/compiler/support'
import { BadArg } from '../../errors.ts'
import { inspect } from '../../inspect.ts'
import { checkOptions } from '../../options.ts'
import type { Process } from '../../process/process.ts'
import { persistentTerm } from '../../shared-state/persistent-term/persistent-term.ts'
import { CHILD_OPTIONS, type ChildOptions, type ChildSpec } from '../child-spec.ts'
import { stopServer } from '../gen/stop.ts'
import { start } from '../start/start.ts'
import type { StartResult } from '../start/start-result.ts'
import { ask } from '../supervisor/ask.ts'
import type { ChildCount, ChildInfo } from '../supervisor/requests.ts'
import { supervise, type Tree } from '../supervisor/serve.ts'
import { completePartitions, nameOf, PARTITION_OPTIONS, type PartitionSupervisorOptions } from './options.ts'
import { partitionOf } from './route.ts'

/** Key of the persistent term that holds the number of a supervisor's partitions. */
function countKey(name: string): readonly unknown[] {
  return ['$partitions', name]
}

/** Starts the supervisor and its partitions, linked. Throws BadArg. */
function startLink(options: PartitionSupervisorOptions): Process<StartResult> {
  const { name, tree } = completePartitions('PartitionSupervisor.startLink', options)
  return startComplete(name, tree)
}

/** The spec of one as the child of another supervisor; its id is its name. Throws BadArg. */
function child(options: PartitionSupervisorOptions & ChildOptions): ChildSpec {
  const call = 'PartitionSupervisor.child'
  checkOptions(call, options, [...PARTITION_OPTIONS, ...CHILD_OPTIONS])
  const { id, restart, shutdown, type = 'supervisor', significant, ...own } = options
  const { name, tree } = completePartitions(call, own)
  const known = Object.entries({ restart, shutdown, type, significant }).filter(([, value]) => value !== undefined)
  return { ...Object.fromEntries(known), id: id ?? name, start: [startComplete, name, tree] }
}

export function* startComplete(name: string, tree: Tree): Process<StartResult> {
  return yield* start('PartitionSupervisor.startLink', supervisePartitions, [name, tree], { name }, 'link')
}

export function* supervisePartitions(name: string, tree: Tree): Process<never> {
  yield* persistentTerm.put(countKey(name), tree.specs.length)
  return yield* supervise(name, tree)
}

/** How many partitions a supervisor has, by its name. Throws BadArg if there has been none. */
function partitions(name: string): number {
  const count = persistentTerm.get<number | undefined>(countKey(name), undefined)
  if (count !== undefined) return count
  throw new BadArg(`PartitionSupervisor: no partitions have been started as ${inspect(name)}`)
}

/** The registered name of the partition that a key belongs to, for `call`, `cast` and `send`. Throws BadArg. */
function via(name: string, key: unknown): string {
  return nameOf(name, partitionOf('PartitionSupervisor.via', key, partitions(name)))
}

/** Stops it, and with it its partitions, as `Supervisor.stop` does. */
function stop(name: string, reason: unknown = 'normal', ms: number = Number.POSITIVE_INFINITY): Process {
  return stopServer(name, reason, ms, 'PartitionSupervisor.stop')
}

/** The partitions, the last one first; their ids are numbers from 0. */
function whichChildren(name: string): Process<ChildInfo[]> {
  return ask('PartitionSupervisor', name, ['whichChildren'])
}

function countChildren(name: string): Process<ChildCount> {
  return ask('PartitionSupervisor', name, ['countChildren'])
}

/**
 * Many children that do the same, each for its share of the keys, so that none of them is everybody's bottleneck: one a core, unless said otherwise.
 * Source: Elixir's `PartitionSupervisor`.
 */
export const PartitionSupervisor = /* @__PURE__ */ nameIntrinsic('multibeam.PartitionSupervisor', {
  startLink,
  child,
  via,
  partitions,
  whichChildren,
  countChildren,
  stop,
} as const)
