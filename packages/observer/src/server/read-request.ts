import { Refusal } from '../observed.ts'
import {
  DEEPEST_ROW,
  LONGEST_TRACE_MILLISECONDS,
  MOST_ROWS,
  type ProcessesRequest,
  type Request,
  SORT_KEYS,
  type SortKey,
  type TraceTarget,
} from '../protocol.ts'

/** Characters of a filter, a name or a reason at most. Chosen. */
const MOST_CHARACTERS = 1000

type Fields = Readonly<Record<string, unknown>>

/** What a client asks, looked at field by field. Throws Refusal. */
export function readRequest(value: unknown): Request {
  const fields = fieldsOf(value)
  switch (fields.type) {
    case 'processes':
      return readProcesses(fields)
    case 'process':
      return { type: 'process', pid: readPid(fields) }
    case 'tree':
      return { type: 'tree' }
    case 'kill':
      return { type: 'kill', pid: readPid(fields), reason: readText(fields, 'reason', 'kill') }
    default:
      throw wrong('type', fields.type, 'give processes, process, tree or kill')
  }
}

/** Whose messages are to be traced. Throws Refusal. */
export function readTarget(text: string | null): TraceTarget & { durationMs: number } {
  let value: unknown
  try {
    value = JSON.parse(text ?? '')
  } catch {
    throw wrong('target', text, 'give { "pid": … } or { "function": { "name": … } } as JSON')
  }
  const fields = fieldsOf(value)
  const durationMs = readWhole(fields, 'durationMs', 10_000, 1, LONGEST_TRACE_MILLISECONDS)
  if (fields.function === undefined) return { pid: readPid(fields), durationMs }
  const given = fieldsOf(fields.function)
  const name = readText(given, 'name', '')
  if (name === '') throw wrong('function.name', given.name, 'give the name of a process function')
  return {
    function: given.url === undefined ? { name } : { name, url: readText(given, 'url', '') },
    durationMs,
  }
}

function readProcesses(fields: Fields): Required<Omit<ProcessesRequest, 'scheduler'>> & { scheduler?: number } {
  const { sort = 'reductions', descending = true, scheduler } = fields
  if (!SORT_KEYS.includes(sort as SortKey)) throw wrong('sort', sort, `give one of ${SORT_KEYS.join(', ')}`)
  if (typeof descending !== 'boolean') throw wrong('descending', descending, 'give true or false')
  const limit = readWhole(fields, 'limit', 50, 1, MOST_ROWS)
  return {
    type: 'processes',
    sort: sort as SortKey,
    descending,
    filter: readText(fields, 'filter', ''),
    offset: readWhole(fields, 'offset', 0, 0, DEEPEST_ROW - limit),
    limit,
    ...(scheduler === undefined ? {} : { scheduler: readWhole(fields, 'scheduler', 1, 1, 64) }),
  }
}

function fieldsOf(value: unknown): Fields {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Fields
  throw new Refusal('badRequest', 'a request is an object')
}

function readPid({ pid }: Fields): number {
  if (typeof pid === 'number' && Number.isSafeInteger(pid) && pid >= 2 ** 52) return pid
  throw wrong('pid', pid, 'give the number of a pid')
}

function readText(fields: Fields, name: string, otherwise: string): string {
  const value = fields[name] ?? otherwise
  if (typeof value === 'string' && value.length <= MOST_CHARACTERS) return value
  throw wrong(name, value, `give a text of at most ${MOST_CHARACTERS} characters`)
}

function readWhole(fields: Fields, name: string, otherwise: number, least: number, most: number): number {
  const value = fields[name] ?? otherwise
  if (typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most) return value
  throw wrong(name, value, `give a whole number from ${least} to ${most}`)
}

function wrong(name: string, value: unknown, what: string): Refusal {
  return new Refusal('badRequest', `${name} is ${String(JSON.stringify(value)).slice(0, 100)}; ${what}`)
}
