import { MOST_MESSAGES, type StackLine } from '@multibeam/observer/protocol'
import { isPid, type Pid } from '@multibeam/scheduler'
import type { Machine } from '../machine/machine.ts'
import { itemsOf, type ProcessInfo } from '../machine/process-info.ts'
import type { ProcessRecord } from '../process/record.ts'
import { rowOf } from './columns.ts'
import { print } from './print.ts'
import type { Details } from './questions.ts'

/** Relatives of a kind that are listed, and entries of a dictionary. Chosen: a server may have 100,000. */
const MOST_RELATIVES = 200

const ITEMS = [
  'priority',
  'trapExit',
  'pinned',
  'monitors',
  'monitoredBy',
  'links',
  'registeredName',
  'currentStacktrace',
] as const satisfies (keyof ProcessInfo)[]

/** A process in detail, printed where it lives: what it holds does not travel. */
export function detailsOf(machine: Machine, process: ProcessRecord): Details {
  const known = itemsOf(machine, process, ITEMS) as Pick<ProcessInfo, (typeof ITEMS)[number]>
  const { links: _count, ...row } = rowOf(machine, process)
  const label = process.rare?.label
  const ancestors = process.rare?.dictionary?.get('$ancestors')
  return {
    ...row,
    label: label === undefined ? null : print(label),
    registeredName: known.registeredName ?? null,
    priority: known.priority,
    trapExit: known.trapExit,
    pinned: known.pinned,
    parent: process.parent,
    ancestors: Array.isArray(ancestors) ? ancestors.filter(isPid).slice(0, MOST_RELATIVES) : [],
    links: known.links.slice(0, MOST_RELATIVES),
    monitors: known.monitors.filter((monitored): monitored is Pid => isPid(monitored)).slice(0, MOST_RELATIVES),
    monitoredNames: known.monitors.filter((monitored) => typeof monitored === 'string').slice(0, MOST_RELATIVES),
    monitoredBy: known.monitoredBy.slice(0, MOST_RELATIVES),
    messages: oldestMessages(process),
    dictionary: dictionaryOf(process),
    stack: known.currentStacktrace.map(stackLine),
  }
}

function oldestMessages({ first }: ProcessRecord): string[] {
  const messages: string[] = []
  for (let cell = first; cell !== null && messages.length < MOST_MESSAGES; cell = cell.next) {
    messages.push(print(cell.message))
  }
  return messages
}

function dictionaryOf({ rare }: ProcessRecord): [string, string][] {
  const entries: [string, string][] = []
  for (const [key, value] of rare?.dictionary ?? []) {
    if (entries.length === MOST_RELATIVES) break
    entries.push([typeof key === 'string' ? key : print(key), print(value)])
  }
  return entries
}

/** The parts of a line such as `at name (file:///app.ts:12:3)`. */
export function stackLine(text: string): StackLine {
  const [, name, url, line, column] = /^at (?:async )?(.+?) \((.+?)(?::(\d+))?(?::(\d+))?\)$/.exec(text) ?? []
  return {
    text,
    name: name ?? text.replace(/^at /, ''),
    url: url === undefined ? null : URL.canParse(url) ? url : url.startsWith('/') ? `file://${url}` : null,
    line: line === undefined ? null : Number(line),
    column: column === undefined ? null : Number(column),
  }
}
