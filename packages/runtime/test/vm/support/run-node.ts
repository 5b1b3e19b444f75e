import { spawn } from 'node:child_process'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { text } from 'node:stream/consumers'

/** The built command line. */
export const cli: string = join(
  dirname(createRequire(import.meta.url).resolve('multibeam/package.json')),
  'dist/cli.js',
)

export interface Finished {
  stdout: string
  stderr: string
  /** Null if a signal ended it. */
  code: number | null
}

/** Runs Node with these arguments until it ends by itself; in `cwd`, if given, and with more environment variables. */
export async function runNode(
  args: readonly string[],
  signal: AbortSignal,
  { cwd, env: more }: { cwd?: string; env?: Record<string, string> } = {},
): Promise<Finished> {
  // The test runner's wishes (colours, flags of its own) are not for the program.
  const env = { ...process.env, FORCE_COLOR: undefined, NODE_OPTIONS: undefined, ...more }
  const child = spawn(process.execPath, args, { cwd, env, signal, stdio: ['ignore', 'pipe', 'pipe'] })
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { stdout, stderr, code }
}
