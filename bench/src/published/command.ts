/** `multibeam bench`. It is bundled into the published package, whose command line loads it. */

import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { UsageError } from '../harness/arguments.ts'
import { compare } from '../harness/compare.ts'
import { durations, quickly } from '../harness/durations.ts'
import { findNode, thisNode } from '../harness/nodes.ts'
import { createProgress, type TextStream } from '../harness/progress.ts'
import { Remaining } from '../harness/remaining.ts'
import type { Workload } from '../harness/workload.ts'
import { type Arguments, parseArguments, usage } from './arguments.ts'
import { type Column, columnsOf } from './columns.ts'
import { ownWorkload } from './describe.ts'
import { jsonLine, type Row, table } from './output.ts'
import { workloads } from './workloads.ts'

interface Chosen {
  /** What the user knows it by. */
  readonly name: string
  readonly workload: Workload
}

/** Runs the command and returns its exit code. */
export async function bench(args: readonly string[], stdout: TextStream, stderr: TextStream): Promise<number> {
  try {
    const parsed = parseArguments(args)
    if (parsed.help) stdout.write(usage)
    else if (parsed.list) stdout.write(list())
    else return await measure(parsed, stdout, stderr)
    return 0
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    stderr.write(`multibeam bench: ${error.message}\nSee multibeam bench --help\n`)
    return 2
  }
}

async function measure(parsed: Arguments, stdout: TextStream, stderr: TextStream): Promise<number> {
  const { json, quick, runs } = parsed
  const nodes = parsed.nodes.length === 0 ? [thisNode] : parsed.nodes.map(findNode)
  const columns = columnsOf(nodes, parsed.schedulers)
  const chosen = choose(parsed.workloads)
  const progress = createProgress(stderr, chosen.length, json)
  const remaining = new Remaining(
    chosen.map(({ workload }) => workload.id),
    new Map(),
  )
  const rows: Row[] = []
  let isWell = true
  for (const [index, { name, workload }] of chosen.entries()) {
    const start = performance.now()
    progress.begin(index, name, workload.title, remaining.seconds())
    try {
      const results = await compare(workload, columns, {
        runs,
        node: thisNode,
        scale: quick ? (workload.quick ?? 0.1) : 1,
        mayStopEarly: false,
        durations: quick ? quickly(durations) : durations,
        progress: (lane, run) => progress.run(lane, run, runs),
      })
      progress.clear()
      const measured = rowsOf(name, columns, results)
      rows.push(...measured)
      if (json) for (const row of measured) stdout.write(`${jsonLine(row)}\n`)
    } catch (error) {
      isWell = false
      progress.clear()
      const message = error instanceof Error ? error.message : String(error)
      stderr.write(`FAILED: ${name}. ${message.replaceAll(workload.id, name)}\n`)
    }
    remaining.done(workload.id, (performance.now() - start) / 1000)
  }
  if (!json && rows.length > 0) stdout.write(`\n${table(rows)}\n`)
  return isWell ? 0 : 1
}

/** The ratios of the first column over the others are how much faster these are. */
function rowsOf(name: string, columns: readonly Column[], results: Awaited<ReturnType<typeof compare>>): Row[] {
  return results.map((result, index) => {
    const { label, node } = columns[index] as Column
    return {
      workload: name,
      column: label,
      node: node.version,
      result,
      speedUp: index === 0 ? undefined : results[0]?.ratios.find(({ peer }) => peer === label),
    }
  })
}

/** @throws UsageError */
function choose(names: readonly string[]): Chosen[] {
  if (names.length === 0) return workloads.map((workload) => ({ name: workload.id, workload }))
  return names.map((name) => {
    const workload = workloads.find(({ id }) => id === name)
    if (workload) return { name, workload }
    const path = resolve(name)
    if (existsSync(path)) return own(path)
    const known = workloads.map(({ id }) => id).join(', ')
    throw new UsageError(`there is no workload and no file "${name}". The workloads are: ${known}`)
  })
}

function own(path: string): Chosen {
  try {
    return ownWorkload(pathToFileURL(path).href)
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function list(): string {
  const width = Math.max(...workloads.map(({ id }) => id.length))
  return workloads.map(({ id, title }) => `${id.padEnd(width)}  ${title}\n`).join('')
}
