import type { Pid, Ref } from '@multibeam/scheduler'
import { _ } from '../../mailbox/pattern.ts'
import { exit } from '../../process/exit.ts'
import { flag } from '../../process/flag.ts'
import { self } from '../../process/identity.ts'
import { monitor } from '../../process/monitor.ts'
import { whereis } from '../../process/names.ts'
import { receive } from '../../process/receive.ts'
import { send } from '../../process/send.ts'
import type { Process } from '../../process/suspension.ts'
import { Ets } from '../../shared-state/ets/ets.ts'
import { persistentTerm } from '../../shared-state/persistent-term/persistent-term.ts'
import { initAck } from '../start/ack.ts'
import { parent } from '../start/lineage.ts'
import { type EntryRow, type RegistryKeys, type RegistryTables, termKeyOf } from './tables.ts'

/** Asks a registry's process to watch a process, before that has entries. */
export const WATCH = '$registryWatch'

type Watch = [tag: typeof WATCH, pid: Pid]
type Down = ['DOWN', ref: Ref, 'process', pid: Pid, reason: unknown]

/** The process of a registry: it owns the tables, and removes the entries of those that have ended. */
export function* serveRegistry(
  name: string,
  keys: RegistryKeys,
  listeners: readonly (string | Pid)[],
  metadata: readonly [key: unknown, value: unknown][],
): Process<never> {
  // Like a supervisor it ends with the one who started it, even normally.
  flag('trapExit', true)
  const access = 'public'
  const tables: RegistryTables = {
    keys,
    server: self(),
    entries: yield* Ets.new<EntryRow>(`${name} entries`, { access, type: keys === 'unique' ? 'set' : 'duplicateBag' }),
    byPid: yield* Ets.new<[Pid, unknown]>(`${name} processes`, { access, type: 'duplicateBag' }),
    metadata: yield* Ets.new<[unknown, unknown]>(`${name} metadata`, { access }),
    listeners,
  }
  yield* Ets.insert(tables.metadata, metadata)
  yield* persistentTerm.put(termKeyOf(name), tables)
  initAck()
  const starter = parent()
  const watched = new Set<Pid>()
  for (;;) {
    const message = yield* receive<Watch | Down | unknown>()
    if (!Array.isArray(message)) continue
    if (message[0] === 'EXIT' && message[1] === starter) exit(message[2])
    if (message[0] === WATCH) {
      const pid = (message as Watch)[1]
      if (watched.has(pid)) continue
      watched.add(pid)
      monitor(pid)
    } else if (message[0] === 'DOWN') {
      const pid = (message as Down)[3]
      watched.delete(pid)
      yield* removeEntriesOf(name, tables, pid)
    }
  }
}

function* removeEntriesOf(name: string, { entries, byPid, listeners }: RegistryTables, pid: Pid): Process {
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
