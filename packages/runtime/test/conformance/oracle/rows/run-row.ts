// The module of processes that the tests run: one row in a process of its own.

import {
  BadArg,
  ExitSignal,
  type Pid,
  type Process,
  receive,
  System,
  SystemLimit,
  self,
  send,
  spawnWith,
} from 'multibeam'
import { agents } from './agents.ts'
import { aliases } from './aliases.ts'
import { control } from './control.ts'
import { crashes } from './crashes.ts'
import { exits } from './exits.ts'
import { links } from './links.ts'
import { mailbox } from './mailbox.ts'
import { monitors } from './monitors.ts'
import { names } from './names.ts'
import { ordering } from './ordering.ts'
import { priorities } from './priorities.ts'
import { registries } from './registries.ts'
import { requests } from './requests.ts'
import { down, HOME, type Place, type Row, type Rows } from './row.ts'
import { sending } from './sending.ts'
import { servers } from './servers.ts'
import { stateMachines } from './state-machines.ts'
import { supervisors } from './supervisors.ts'
import { tables } from './tables.ts'
import { tasks } from './tasks.ts'
import { timers } from './timers.ts'
import { trees } from './trees.ts'

const groups = [
  mailbox,
  exits,
  links,
  monitors,
  aliases,
  sending,
  names,
  timers,
  crashes,
  control,
  ordering,
  priorities,
  servers,
  supervisors,
  trees,
  requests,
  agents,
  stateMachines,
  tasks,
  registries,
  tables,
]

/** All rows by name. A name that two groups have would be lost, and is refused. */
export const rows: Rows = Object.fromEntries(allRows())

function allRows(): [string, Row][] {
  const entries = groups.flatMap((group) => Object.entries<Row>(group))
  const names = entries.map(([name]) => name)
  const twice = names.find((name, i) => names.indexOf(name) !== i)
  if (twice !== undefined) throw new Error(`the row ${twice} has two counterparts`)
  return entries
}

/** Has every scheduler load all rows. Otherwise the first helper of a module would wait for files there, which `quiet` does not know. */
export function* loadEverywhere(): Process {
  for (let scheduler = 1; scheduler <= System.schedulers(); scheduler++) {
    const [, ref] = spawnWith({ scheduler, monitor: true }, loaded)
    yield* down(ref)
  }
}

/** Declared here: whoever runs it has loaded this module, and with it all rows. */
function* loaded(): Process {}

/** The term of a row whose helper processes run at `place`. Its name is free, and its flags are gone, when this returns. */
export function* runRow(name: string, place: Place): Process<unknown> {
  const home: Place = place.scheduler === undefined ? {} : { scheduler: HOME }
  const [, ref] = spawnWith({ ...home, monitor: true }, rowProcess, self(), name, place)
  const [tag, term, , , reason] = yield* receive<unknown[]>()
  if (tag === 'DOWN') return ['died', reason]
  yield* down(ref)
  return term
}

function* rowProcess(to: Pid, name: string, place: Place): Process {
  send(to, ['term', yield* term(name, place)])
}

/** Erlang's `try … catch Class:Reason -> {Class, Reason} end`, for the errors that stand for Erlang's. */
function* term(name: string, place: Place): Process<unknown> {
  try {
    return yield* (rows[name] as Row)(place)
  } catch (error) {
    if (error instanceof ExitSignal) return ['exit', error.reason]
    if (error instanceof BadArg) return ['error', 'badarg']
    if (error instanceof SystemLimit) return ['error', 'system_limit']
    throw error
  }
}
