/** The arguments of `multibeam bench`, checked. */

import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { integer, listed, UsageError } from '../harness/arguments.ts'

export interface Arguments {
  /** Names of workloads, or files. */
  readonly workloads: readonly string[]
  readonly schedulers: readonly number[]
  /** Versions or paths; none for the Node that runs the command. */
  readonly nodes: readonly string[]
  readonly runs: number
  readonly quick: boolean
  readonly json: boolean
  readonly list: boolean
  readonly help: boolean
}

export const usage = `Usage: multibeam bench [WORKLOAD …] [OPTIONS]

Runs workloads on this machine and compares numbers of schedulers, and versions of Node. A WORKLOAD is one of --list, or a
file of your own; without one, all of --list.

  -s, --schedulers N,…  numbers of schedulers to compare, 1 to 64; default: 1, and one per core
      --node WHICH,…    Nodes to compare, each a path or a version (which npx brings): --node 20,26; default: this one
      --runs R          runs that count, after one to warm up; default 5
      --quick           small sizes and short runs, to see that everything runs
      --json            one line of JSON a workload and column
      --list            what workloads there are
  -h, --help            this text

The first combination is what the others are compared with: speed-up 1.9 is 1.9 times as fast. They take turns, run by run,
each in a process of its own, and every run is checked.

A workload of your own is the default export of a module:

  import { receive, self, send, spawn } from 'multibeam'
  import { benchmark } from 'multibeam/benchmark'

  export default benchmark({
    name: 'greetings',
    size: 10_000,
    run: function* (size) { … return count },
    check: (count, size) => count === size,
  })

Exit code: 0, 1 when a run failed or was wrong, 2 for a wrong command line.
`

/** @throws UsageError */
export function parseArguments(args: readonly string[]): Arguments {
  const { values, positionals } = parse(args)
  const cores = availableParallelism()
  return {
    workloads: positionals,
    schedulers: listed(values.schedulers)?.map((text) => integer('schedulers', text, 64)) ?? [...new Set([1, cores])],
    nodes: listed(values.node) ?? [],
    runs: values.runs === undefined ? (values.quick ? 3 : 5) : integer('runs', values.runs, 1000),
    quick: values.quick,
    json: values.json,
    list: values.list,
    help: values.help,
  }
}

function parse(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        schedulers: { type: 'string', short: 's', multiple: true },
        node: { type: 'string', multiple: true },
        runs: { type: 'string' },
        quick: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        list: { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
      },
    })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}
