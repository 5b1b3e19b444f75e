/** The command line's arguments, checked. */

import { type ParseArgsConfig, parseArgs } from 'node:util'

export interface Arguments {
  readonly workloads: readonly string[]
  /** The systems asked for; `undefined` for all that are installed. */
  readonly systems: readonly string[] | undefined
  /** The numbers of schedulers asked for; `undefined` for those that the targets are about. */
  readonly schedulers: readonly number[] | undefined
  /** `undefined` for the usual ones, which depend on `quick`. */
  readonly runs: number | undefined
  /** How many times all of it is measured, one pass after the other. */
  readonly passes: number
  readonly scale: number | undefined
  readonly quick: boolean
  /** Versions (`26`) or paths of the Nodes that run the JavaScript systems; none for the one that runs the bench. */
  readonly nodes: readonly string[]
  /** Where the report goes; `undefined` for its usual place, and for no report when workloads are named. */
  readonly report: string | undefined
  /** Only write the page, the charts and the README's figures anew, from what was measured last. */
  readonly render: boolean
  /** Compare the ratios with the recorded ones. */
  readonly check: boolean
  /** Put the ratios in place of the recorded ones. */
  readonly record: boolean
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
  schedulers: { type: 'string', multiple: true },
  runs: { type: 'string' },
  passes: { type: 'string' },
  scale: { type: 'string' },
  quick: { type: 'boolean', default: false },
  node: { type: 'string', multiple: true },
  report: { type: 'string' },
  render: { type: 'boolean', default: false },
  check: { type: 'boolean', default: false },
  record: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  list: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const satisfies ParseArgsConfig['options']

export const usage = `Usage: pnpm -s bench [WORKLOAD …] [OPTIONS]

Runs the same work on every system, turn by turn, and compares. Without a WORKLOAD, all of them, and a report is written.

  --system NAME,…   only these systems: multibeam, erlang, piscina, threads, plain
  --schedulers N,…  schedulers (threads) of each system, 1 to 64; default: 1 for what has targets there, and one per core
  --runs R          runs that count, after one to warm up; default 5, or 3 with --quick and where they take long
  --passes P        measures everything P times, one pass after the other, on up to 2 VMs with 2 runs each; a target must be reached in every pass
  --quick           smaller sizes and shorter runs: all workloads in about two minutes
  --node WHICH,…    the Nodes that run the JavaScript systems, each a path or a version: --node 20,26; default: this one
  --report DIR      where the report goes; default, without a WORKLOAD: bench/report (bench/report/quick with --quick)
  --render          no measurement: the last report's page and charts, and the figures of the project's README, written anew
  --check           says which ratios are worse than those recorded on such a machine by more than the spread; writes no report
  --record          puts the ratios in place of the recorded ones (bench/recorded)
  --json            one line of JSON a workload and system
  --scale F         a fraction of every size, above 0 and up to 1, to try things out
  --list            what workloads there are, and on which systems
  --help            this text

Exit code: 0, 1 when a run failed or was wrong, or with --check when a ratio is worse, 2 for a mistake in the command line.
`

/** @throws UsageError */
export function parseArguments(args: readonly string[], known: Known): Arguments {
  const { values, positionals } = parse(args)
  const systems = listed(values.system)
  for (const name of positionals) mustBeKnown('workload', name, known.workloads)
  for (const name of systems ?? []) mustBeKnown('system', name, known.systems)
  return {
    workloads: positionals,
    systems,
    schedulers: listed(values.schedulers)?.map((text) => integer('schedulers', text, 64)),
    runs: values.runs === undefined ? undefined : integer('runs', values.runs, 1000),
    passes: values.passes === undefined ? 1 : integer('passes', values.passes, 100),
    scale: values.scale === undefined ? undefined : fraction('scale', values.scale),
    quick: values.quick,
    nodes: listed(values.node) ?? [],
    report: values.report,
    render: values.render,
    check: values.check,
    record: values.record,
    json: values.json,
    list: values.list,
    help: values.help,
  }
}

/** `--name a,b --name c` as one list. */
export function listed(lists: readonly string[] | undefined): string[] | undefined {
  return lists?.flatMap((list) => list.split(',')).filter((name) => name !== '')
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

/** @throws UsageError */
export function integer(name: string, text: string, maximum: number): number {
  const value = Number(text)
  if (!Number.isInteger(value) || value < 1 || value > maximum) {
    throw new UsageError(`--${name} takes a whole number from 1 to ${maximum}, not "${text}"`)
  }
  return value
}

function fraction(name: string, text: string): number {
  const value = Number(text)
  if (!(value > 0 && value <= 1)) throw new UsageError(`--${name} takes a number above 0 and up to 1, not "${text}"`)
  return value
}
