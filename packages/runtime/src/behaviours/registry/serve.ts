import type { Pid, Ref } from '@multibeam/scheduler'
import { _ } from '../../mailbox/pattern.ts'
import { exit } from '../../process/exit.ts'
import { flag } from '../../process/flag.ts'
import { self } from '../../process/identity.ts'
import { monitor } from '../../process/monitor.ts'
import { whereis } from '../../process/names.ts'
import { receive } from '../../process/receive.ts'
import { send } from '../../process/send.ts'
import { spawnWith } from '../../process/spawn.ts'
import type { Process } from '../../process/suspension.ts'
import { Ets } from '../../shared-state/ets/ets.ts'
import { persistentTerm } from '../../shared-state/persistent-term/persistent-term.ts'
import { System } from '../../system/system.ts'
import { initAck } from '../start/ack.ts'
import { parent } from '../start/lineage.ts'
import {
  type EntryRow,
  type KeyRow,
  type Partition,
  type RegistryKeys,
  type RegistryTables,
  termKeyOf,
} from './tables.ts'

/** Asks a registry's process to watch a process, before that has entries. */
export const WATCH = '$registryWatch'

type Watch = [tag: typeof WATCH, pid: Pid]
type Down = ['DOWN', ref: Ref, 'process', pid: Pid, reason: unknown]

/** From a partition to the registry's process: it is ready. */
const READY = '$registryPartition'

type Exit = ['EXIT', pid: Pid, reason: unknown]

/** The process of a registry: it has the first partition, and starts the others. */
export function* serveRegistry(
  name: string,
  keys: RegistryKeys,
  count: number,
  listeners: readonly (string | Pid)[],
  metadata: readonly [key: unknown, value: unknown][],
): Process<never> {
  // Like a supervisor it ends with the one who started it, even normally.
  flag('trapExit', true)
  const starter = parent()
  const partitions = [yield* newPartition(name, keys)]
  for (let n = 1; n < count; n++) partitions.push(yield* startPartition(name, keys, n, listeners))
  const tables: RegistryTables = {
    keys,
    server: self(),
    partitions,
    metadata: yield* Ets.new<[unknown, unknown]>(`${name} metadata`, { access: 'public' }),
    listeners,
  }
  yield* Ets.insert(tables.metadata, metadata)
  yield* persistentTerm.put(termKeyOf(name), tables)
  initAck()
  const others = partitions.slice(1).map(({ server }) => server)
  return yield* watchOver(name, partitions[0] as Partition, listeners, [
    ...(starter === undefined ? [] : [starter]),
    ...others,
  ])
}

/** Starts another partition, on the scheduler that follows by so many. */
function* startPartition(
  name: string,
  keys: RegistryKeys,
  n: number,
  listeners: readonly (string | Pid)[],
): Process<Partition> {
  const scheduler = ((System.schedulerId() - 1 + n) % System.schedulers()) + 1
  const pid = spawnWith({ scheduler, link: true }, servePartition, self(), name, keys, listeners)
  const message = yield* receive<[typeof READY, Pid, Partition] | Exit>(
    (other: unknown) => Array.isArray(other) && (other[0] === READY || other[0] === 'EXIT') && other[1] === pid,
  )
  if (message[0] === 'EXIT') exit(message[2])
  return message[2] as Partition
}

function* servePartition(
  registry: Pid,
  name: string,
  keys: RegistryKeys,
  listeners: readonly (string | Pid)[],
): Process<never> {
  flag('trapExit', true)
  const partition = yield* newPartition(name, keys)
  send(registry, [READY, self(), partition])
  return yield* watchOver(name, partition, listeners, [registry])
}

/** The tables of a partition, which are this process's. */
function* newPartition(name: string, keys: RegistryKeys): Process<Partition> {
  const access = 'public'
  return {
    server: self(),
    entries: yield* Ets.new<EntryRow>(`${name} entries`, { access, type: keys === 'unique' ? 'set' : 'duplicateBag' }),
    byPid: yield* Ets.new<KeyRow>(`${name} processes`, { access, type: 'duplicateBag' }),
  }
}

/** Watches those that have entries, and ends with any of the `others`: who started it, and the rest of the registry. */
function* watchOver(
  name: string,
  partition: Partition,
  listeners: readonly (string | Pid)[],
  others: readonly Pid[],
): Process<never> {
  const watched = new Set<Pid>()
  for (;;) {
    const message = yield* receive<Watch | Down | Exit | unknown>()
    if (!Array.isArray(message)) continue
    if (message[0] === 'EXIT' && others.includes(message[1])) exit(message[2])
    if (message[0] === WATCH) {
      const pid = (message as Watch)[1]
      if (watched.has(pid)) continue
      watched.add(pid)
      monitor(pid)
    } else if (message[0] === 'DOWN') {
      const pid = (message as Down)[3]
      watched.delete(pid)
      yield* removeEntriesOf(name, partition, listeners, pid)
    }
  }
}

function* removeEntriesOf(
  name: string,
  { entries, byPid }: Partition,
  listeners: readonly (string | Pid)[],
  pid: Pid,
): Process {
  for (const [, key] of yield* Ets.take(byPid, pid)) {
    yield* Ets.matchDelete(entries, [key, pid, _])
    tell(listeners, ['unregister', name, key, pid])
  }
}

/** Tells listeners; one that is not there misses it. */
export function tell(listeners: readonly (string | Pid)[], message: readonly unknown[]): void {
  for (const listener of listeners) {
    const pid = typeof listener === 'string' ? whereis(listener) : listener
    if (pid !== undefined) send(pid, message)
  }
}
