/** The command line's arguments, checked. */

import { availableParallelism } from 'node:os'
import { type ParseArgsConfig, parseArgs } from 'node:util'

export interface Arguments {
  readonly workloads: readonly string[]
  /** The systems asked for; `undefined` for all that are installed. */
  readonly systems: readonly string[] | undefined
  readonly schedulers: number
  readonly runs: number
  readonly scale: number
  readonly node: string
  readonly json: boolean
  readonly list: boolean
  readonly help: boolean
}

/** What is known, to check the arguments against. */
export interface Known {
  readonly workloads: readonly string[]
  readonly systems: readonly string[]
}

/** A mistake in the command line: its message is all that the user needs to see. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}

const options = {
  system: { type: 'string', multiple: true },
  schedulers: { type: 'string' },
  runs: { type: 'string' },
  scale: { type: 'string' },
  node: { type: 'string' },
  json: { type: 'boolean', default: false },
  list: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const satisfies ParseArgsConfig['options']

export const usage = `Usage: pnpm -s bench [WORKLOAD …] [OPTIONS]

Runs the same work on every system, turn by turn, and compares. Without a WORKLOAD, all of them.

  --system NAME,…   only these systems: multibeam, erlang, piscina, threads, plain
  --schedulers N    schedulers (threads) of each system, 1 to 64; default: one per core
  --runs R          runs that count, after one to warm up; default 5
  --json            one line of JSON a workload and system
  --scale F         a fraction of every size, above 0 and up to 1, to try things out
  --node PATH       the Node that runs the JavaScript systems; default: this one
  --list            what workloads there are, and on which systems
  --help            this text

Exit code: 0, 1 when a run failed or was wrong, 2 for a mistake in the command line.
`

/** @throws UsageError */
export function parseArguments(args: readonly string[], known: Known): Arguments {
  const { values, positionals } = parse(args)
  const systems = values.system?.flatMap((list) => list.split(',')).filter((name) => name !== '')
  for (const name of positionals) mustBeKnown('workload', name, known.workloads)
  for (const name of systems ?? []) mustBeKnown('system', name, known.systems)
  return {
    workloads: positionals,
    systems,
    schedulers: integer('schedulers', values.schedulers, availableParallelism(), 64),
    runs: integer('runs', values.runs, 5, 1000),
    scale: fraction('scale', values.scale),
    node: values.node ?? process.execPath,
    json: values.json,
    list: values.list,
    help: values.help,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({ args: args.filter((arg, index) => index > 0 || arg !== '--'), options, allowPositionals: true })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function mustBeKnown(kind: string, name: string, known: readonly string[]): void {
  if (!known.includes(name)) throw new UsageError(`There is no ${kind} "${name}". Known are: ${known.join(', ')}`)
}

function integer(name: string, text: string | undefined, otherwise: number, maximum: number): number {
  if (text === undefined) return otherwise
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > maximum) {
    throw new UsageError(`--${name} takes a whole number from 1 to ${maximum}, not "${text}"`)
  }
  return value
}

function fraction(name: string, text: string | undefined): number {
  const value = Number(text ?? 1)
  if (!(value > 0 && value <= 1)) throw new UsageError(`--${name} takes a number above 0 and up to 1, not "${text}"`)
  return value
}
