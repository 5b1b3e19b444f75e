/** The workloads `startup` and `startup-vm`, which start processes of Node, the one after the other. */

import { spawnSync } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { benchFolder, program } from '../harness/places.ts'
import type { Outcome } from '../harness/workload.ts'
import { outcomeSince } from './protocol.ts'

export function isStart(workload: string): boolean {
  return workload === 'startup' || workload === 'startup-vm'
}

export function runStart(workload: string, [starts = 1]: readonly number[], schedulers: number): Outcome {
  if (workload === 'startup') {
    return timed(starts, [commandLine(), 'run', '--schedulers', `${schedulers}`, program('hello.ts')])
  }
  const answers = printed(starts, [program('first-result.mjs'), `${schedulers}`]).map((text) => text.split(' '))
  const milliseconds = answers.reduce((sum, [time]) => sum + Number(time), 0)
  return { value: milliseconds * 1e6, check: answers.map(([, result]) => result).join(' ') }
}

export function runPlainStart([starts = 1]: readonly number[]): Outcome {
  return timed(starts, [program('hello.mjs')])
}

function timed(starts: number, args: readonly string[]): Outcome {
  const start = performance.now()
  const answers = printed(starts, args)
  return outcomeSince(start, answers.join(' '))
}

/** What each start printed. */
function printed(starts: number, args: readonly string[]): string[] {
  return Array.from({ length: starts }, () => {
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' })
    if (status !== 0) throw new Error(`node ${args.join(' ')} ended with ${status}: ${stderr}`)
    return stdout.trim()
  })
}

/** The command of the package `multibeam`, without npm in between. */
function commandLine(): string {
  const manifest = createRequire(join(benchFolder, 'package.json')).resolve('multibeam/package.json')
  return join(dirname(manifest), 'dist', 'cli.js')
}
