/** The command: chooses workloads and systems, runs them one after the other, prints what came out. */

import { type Arguments, parseArguments, UsageError, usage } from './harness/arguments.ts'
import { compare, lanesOf, type Result, type Shortest } from './harness/compare.ts'
import { createProgress, type TextStream } from './harness/progress.ts'
import { jsonLine, table, targetSummary } from './harness/report.ts'
import type { Workload } from './harness/workload.ts'
import type { System } from './systems/system.ts'

export interface Surroundings {
  readonly workloads: readonly Workload[]
  readonly systems: readonly System[]
  readonly stdout: TextStream
  readonly stderr: TextStream
  readonly shortest: Shortest
}

/** Runs the command and returns its exit code. */
export async function bench(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { workloads, systems, stdout, stderr } = surroundings
  let parsed: Arguments
  try {
    parsed = parseArguments(args, {
      workloads: workloads.map(({ id }) => id),
      systems: systems.map(({ name }) => name),
    })
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    stderr.write(`${error.message}\nSee pnpm -s bench --help\n`)
    return 2
  }
  if (parsed.help) {
    stdout.write(usage)
    return 0
  }
  if (parsed.list) {
    stdout.write(list(workloads))
    return 0
  }
  return measure(parsed, surroundings)
}

async function measure(
  parsed: Arguments,
  { workloads, systems, stdout, stderr, shortest }: Surroundings,
): Promise<number> {
  const progress = createProgress(stderr, parsed.json)
  const chosen = workloads.filter(({ id }) => parsed.workloads.length === 0 || parsed.workloads.includes(id))
  const needed = systems.filter(
    ({ name }) =>
      (parsed.systems?.includes(name) ?? true) && chosen.some((workload) => workload.systems.includes(name)),
  )
  const installed = needed.filter((system) => {
    const missing = system.missing()
    if (missing !== undefined) stderr.write(`skipped: ${system.name}. ${missing}\n`)
    return missing === undefined
  })

  const results: Result[] = []
  let failed = false
  for (const workload of chosen) {
    const lanes = lanesOf(workload, installed, parsed.schedulers)
    const reason = whyNot(workload, lanes.length, parsed)
    if (reason !== undefined) {
      // Nobody asked for it by name: it is no news that a workload of other systems does not run.
      if (parsed.workloads.includes(workload.id) || lanes.length > 0) {
        stderr.write(`skipped: ${workload.id}. ${reason}\n`)
      }
      continue
    }
    progress.workload(workload)
    try {
      const measured = await compare(workload, lanes, {
        ...parsed,
        shortest,
        progress: (lane, run) => progress.run(workload, lane, run, parsed.runs),
      })
      progress.clear()
      results.push(...measured)
      if (parsed.json) for (const result of measured) stdout.write(`${jsonLine(result)}\n`)
    } catch (error) {
      failed = true
      progress.clear()
      stderr.write(`FAILED: ${workload.id}. ${error instanceof Error ? error.message : String(error)}\n`)
    }
  }
  if (results.length === 0 && !failed) {
    stderr.write('Nothing was measured: none of these workloads runs on these systems.\n')
    return 1
  }
  if (!parsed.json && results.length > 0) stdout.write(`\n${table(results)}\n\n${targetSummary(results)}\n`)
  return failed ? 1 : 0
}

function whyNot(workload: Workload, lanes: number, { schedulers }: Arguments): string | undefined {
  if (lanes === 0) return `It runs on ${workload.systems.join(', ')}, none of which is here and chosen.`
  const minimum = workload.minimumSchedulers ?? 1
  return schedulers < minimum ? `It needs at least ${minimum} schedulers: --schedulers ${minimum}` : undefined
}

function list(workloads: readonly Workload[]): string {
  const width = Math.max(...workloads.map(({ id }) => id.length))
  return workloads.map(({ id, title, systems }) => `${id.padEnd(width)}  ${title} (${systems.join(', ')})\n`).join('')
}
