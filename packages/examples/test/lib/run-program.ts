import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'

/** The built command line. */
const cli = join(dirname(createRequire(import.meta.url).resolve('multibeam/package.json')), 'dist/cli.js')

export interface Finished {
  stdout: string
  stderr: string
  /** Null if a signal ended it. */
  code: number | null
}

/** Runs a program under `multibeam run` to its end; `signal` ends it before. */
export function runProgram(file: string, schedulers: number, signal: AbortSignal): Promise<Finished> {
  return runNode([cli, 'run', '--schedulers', String(schedulers), file], signal)
}

export async function runNode(args: readonly string[], signal: AbortSignal): Promise<Finished> {
  // The test runner's wish for colours is not for the program: with NO_COLOR beside it, Node would warn on stderr.
  const env = { ...process.env, FORCE_COLOR: undefined }
  const child = spawn(process.execPath, args, { env, signal, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { stdout, stderr, code }
}
