import { spawnSync } from 'node:child_process'
import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Program, Trace } from './program.ts'

export class ErlangMissing extends Error {}

/**
 * Runs programs on the installed Erlang/OTP, each several times with random yields on two schedulers. Gives for each all traces that
 * differ: more than one, after `canonical`, is a mistake of the generator.
 */
export function runOnErlang(programs: readonly Program[], repetitions: number, source: URL): Trace[][] {
  const folder = mkdtempSync(join(tmpdir(), 'multibeam-programs-'))
  try {
    copyFileSync(source, join(folder, 'programs.erl'))
    const terms = programs.map(({ steps }, index) => `{${index},${toErlang(steps)}}.\n`)
    writeFileSync(join(folder, 'in'), terms.join(''))
    runTool('erlc', ['programs.erl'], folder)
    const run = ['-run', 'programs', 'main', 'in', 'out', String(repetitions)]
    runTool('erl', ['+S', '2', '-noshell', '-pa', '.', ...run], folder)
    const traces: Trace[][] = programs.map(() => [])
    for (const line of readFileSync(join(folder, 'out'), 'utf8').trimEnd().split('\n')) {
      const [index, ...found] = JSON.parse(line) as [number, ...Trace[]]
      traces[index] = found
    }
    return traces
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function runTool(name: string, args: string[], cwd: string): void {
  const { status, error, stdout, stderr } = spawnSync(name, args, { cwd, encoding: 'utf8' })
  if (error !== undefined) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
    throw new ErlangMissing(
      `${name} was not found: install Erlang/OTP 25 or newer, and see that it is on the PATH ` +
        '(Debian and Ubuntu: apt install erlang-base; macOS: brew install erlang; others: https://www.erlang.org/downloads)',
    )
  }
  if (status !== 0) throw new Error(`${name} ended with status ${status}:\n${stdout}${stderr}`)
}

/** Strings are atoms, arrays lists; a step is a tuple. */
function toErlang(steps: Program['steps']): string {
  const term = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(term).join(',')}]`
    return typeof value === 'string' ? `'${value}'` : String(value)
  }
  return `[${steps.map((step) => `{${step.map(term).join(',')}}`).join(',')}]`
}
