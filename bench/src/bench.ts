/** The command: chooses workloads and systems, runs them one after the other, prints what came out. */

import { check, type MeasuredEntry, record } from './check.ts'
import { type Arguments, parseArguments, UsageError, usage } from './harness/arguments.ts'
import { compare, type Result } from './harness/compare.ts'
import { type Durations, inPasses, quickly } from './harness/durations.ts'
import { jsonLine } from './harness/json-lines.ts'
import { findNode, type NodeBinary, thisNode } from './harness/nodes.ts'
import { combined } from './harness/passes.ts'
import { type Entry, entryKey, entryName, planOf } from './harness/plan.ts'
import { createProgress, type TextStream } from './harness/progress.ts'
import { Remaining } from './harness/remaining.ts'
import { table, targetSummary } from './harness/table.ts'
import type { Workload } from './harness/workload.ts'
import { describeMachine } from './report/machine.ts'
import { readMeasurement } from './report/measurement.ts'
import { writeReadme } from './report/readme.ts'
import { type ReportPlace, reportPlace, writeReport } from './report/write.ts'
import type { System } from './systems/system.ts'

export interface Surroundings {
  readonly workloads: readonly Workload[]
  readonly systems: readonly System[]
  readonly stdout: TextStream
  readonly stderr: TextStream
  readonly durations: Durations
  /** Where a report goes when all is measured; without it, only where the command line says. */
  readonly reportFolder?: string
  /** Where the recorded ratios are. */
  readonly recordFolder: string
  /** What `--render` writes its figures into. */
  readonly readme: string
}

/** Runs the command and returns its exit code. */
export async function bench(args: readonly string[], surroundings: Surroundings): Promise<number> {
  const { workloads, systems, stdout, stderr } = surroundings
  let parsed: Arguments
  let nodes: NodeBinary[]
  try {
    parsed = parseArguments(args, {
      workloads: workloads.map(({ id }) => id),
      systems: systems.map(({ name }) => name),
    })
    nodes = parsed.nodes.length === 0 ? [thisNode] : parsed.nodes.map(findNode)
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
  return parsed.render ? render(parsed, surroundings) : measure(parsed, nodes, surroundings)
}

function render(parsed: Arguments, { reportFolder, readme, stdout, stderr }: Surroundings): number {
  const place = reportPlace({ ...parsed, workloads: [], check: false }, reportFolder)
  const measurement = place && readMeasurement(place.data)
  if (!measurement) {
    stderr.write(`Nothing has been measured yet: there is no ${place?.data}\n`)
    return 1
  }
  stdout.write(`report: ${writeReport(place, measurement)}\n`)
  if (measurement.quick) return 0
  writeReadme(readme, place.folder, measurement)
  stdout.write(`figures: ${readme}\n`)
  return 0
}

async function measure(parsed: Arguments, nodes: readonly NodeBinary[], surroundings: Surroundings): Promise<number> {
  const { workloads, stdout, stderr } = surroundings
  const chosen = workloads.filter(({ id }) => parsed.workloads.length === 0 || parsed.workloads.includes(id))
  const systems = installedSystems(parsed, chosen, surroundings)
  const { entries, skipped } = planOf(chosen, { ...parsed, systems, nodes })
  for (const { workload, reason } of skipped) {
    // Nobody asked for it by name: it is no news that a workload of other systems does not run.
    const isNews = parsed.workloads.includes(workload.id) || systems.some(({ name }) => workload.systems.includes(name))
    if (isNews) stderr.write(`skipped: ${workload.id}. ${reason}\n`)
  }

  const place = reportPlace(parsed, surroundings.reportFolder)
  const { byEntry, failures, results } = await measurePasses(entries, parsed, place, surroundings, systems)
  if (results.length === 0 && failures.length === 0) {
    stderr.write('Nothing was measured: none of these workloads runs on these systems.\n')
    return 1
  }
  if (!parsed.json && results.length > 0) stdout.write(`\n${table(results)}\n\n${targetSummary(results)}\n`)
  if (place) stderr.write(`report: ${place.page}\n`)
  const isWellDone = failures.length === 0
  const { recordFolder: folder } = surroundings
  // What checks must not print among the lines of JSON.
  const checking = { quick: parsed.quick, folder, stdout: parsed.json ? stderr : stdout }
  if (parsed.record) record(results, checking)
  if (!parsed.check) return isWellDone ? 0 : 1
  const again = async (some: readonly Entry[]) => {
    const second = await measureAll(some, parsed, place, surroundings)
    return second.byEntry.flatMap(({ results }) => results)
  }
  const isNoWorse = await check(byEntry, { ...checking, again })
  return isWellDone && isNoWorse ? 0 : 1
}

/** Those that are needed; one that is missing is named, with the command that installs it. */
function installedSystems(
  parsed: Arguments,
  workloads: readonly Workload[],
  { systems, stderr }: Surroundings,
): System[] {
  const needed = systems.filter(
    ({ name }) =>
      (parsed.systems?.includes(name) ?? true) && workloads.some((workload) => workload.systems.includes(name)),
  )
  return needed.filter((system) => {
    const missing = system.missing()
    if (missing !== undefined) stderr.write(`skipped: ${system.name}. ${missing}\n`)
    return missing === undefined
  })
}

interface MeasuredPasses {
  /** Of the first pass, which `--check` may measure again. */
  readonly byEntry: readonly MeasuredEntry[]
  readonly failures: readonly string[]
  /** Of all passes together. */
  readonly results: readonly Result[]
}

/** All passes, one after the other; the report is written after each, so that an interrupted run leaves what it has. */
async function measurePasses(
  entries: readonly Entry[],
  parsed: Arguments,
  place: ReportPlace | undefined,
  surroundings: Surroundings,
  systems: readonly System[],
): Promise<MeasuredPasses> {
  const { workloads, stderr } = surroundings
  const { passes: count, quick } = parsed
  const titles = workloads.map(({ id, title, group = 'Others' }) => ({ id, title, group }))
  const passes: Measured[] = []
  for (let pass = 1; pass <= count; pass++) {
    if (count > 1) stderr.write(`pass ${pass} of ${count}\n`)
    passes.push(await measureAll(entries, parsed, place, surroundings))
    const { seconds } = passes.at(-1) as Measured
    if (place) {
      const machine = describeMachine(systems)
      writeReport(place, { machine, quick, workloads: titles, ...together(passes), seconds })
    }
  }
  return { byEntry: passes[0]?.byEntry ?? [], ...together(passes) }
}

function together(passes: readonly Measured[]): Pick<MeasuredPasses, 'results' | 'failures'> {
  const results = combined(passes.map(({ byEntry }) => byEntry.flatMap(({ results }) => results)))
  return { results, failures: passes.flatMap(({ failures }) => failures) }
}

interface Measured {
  readonly byEntry: MeasuredEntry[]
  readonly failures: string[]
  /** How long each entry took, for the next run's estimate. */
  readonly seconds: Record<string, number>
}

async function measureAll(
  entries: readonly Entry[],
  { json, quick, ...parsed }: Arguments,
  place: ReportPlace | undefined,
  { stdout, stderr, durations }: Surroundings,
): Promise<Measured> {
  const known = place ? (readMeasurement(place.data)?.seconds ?? {}) : {}
  const remaining = new Remaining(entries.map(entryKey), new Map(Object.entries(known)))
  const progress = createProgress(stderr, entries.length, json)
  const measured: Measured = { byEntry: [], failures: [], seconds: {} }
  const runs = parsed.runs ?? usualRuns(parsed.passes, quick)
  for (const [index, entry] of entries.entries()) {
    const { workload, node, lanes } = entry
    const start = performance.now()
    progress.begin(index, entryName(entry), workload.title, remaining.seconds())
    try {
      const results = await compare(workload, lanes, {
        runs,
        node,
        scale: parsed.scale ?? (quick ? (workload.quick ?? 0.1) : 1),
        mayStopEarly: parsed.runs === undefined,
        durations: usualDurations(durations, parsed.passes, quick),
        progress: (lane, run) => progress.run(lane, run, runs),
      })
      progress.clear()
      measured.byEntry.push({ entry, results })
      if (json) for (const result of results) stdout.write(`${jsonLine(result)}\n`)
    } catch (error) {
      progress.clear()
      const message = `${workload.id}. ${error instanceof Error ? error.message : String(error)}`
      measured.failures.push(message)
      stderr.write(`FAILED: ${message}\n`)
    }
    const key = entryKey(entry)
    measured.seconds[key] = Number(((performance.now() - start) / 1000).toFixed(1))
    remaining.done(key, measured.seconds[key] as number)
  }
  return measured
}

function usualRuns(passes: number, quick: boolean): number {
  if (passes > 1) return 2
  return quick ? 3 : 5
}

function usualDurations(durations: Durations, passes: number, quick: boolean): Durations {
  const fitting = quick ? quickly(durations) : durations
  return passes > 1 ? inPasses(fitting) : fitting
}

function list(workloads: readonly Workload[]): string {
  const width = Math.max(...workloads.map(({ id }) => id.length))
  return workloads.map(({ id, title, systems }) => `${id.padEnd(width)}  ${title} (${systems.join(', ')})\n`).join('')
}
