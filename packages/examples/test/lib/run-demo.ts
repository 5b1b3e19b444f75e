// Runs demos as a user does, their output in pipes.

import { type ExecFileException, execFile, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll } from 'vitest'

/** What `pnpm demo` runs once everything is built. */
const script = fileURLToPath(new URL('../../../../scripts/demo.mjs', import.meta.url))

export interface Outcome {
  code: number
  stdout: string
  stderr: string
}

/** A folder for what the demos of a test file write; it goes when they are done. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'multibeam-demo-'))
  afterAll(() => rmSync(folder, { recursive: true }))
  return folder
}

/** Runs a demo to its end. */
export function runDemo(args: readonly string[], env: Record<string, string> = {}): Promise<Outcome> {
  return new Promise((resolve) => {
    execFile(process.execPath, [script, ...args], { env: { ...environment(), ...env } }, (error, stdout, stderr) => {
      resolve({ code: Number((error as ExecFileException | null)?.code ?? 0), stdout, stderr })
    })
  })
}

/** Runs a demo, and presses Ctrl-C once it has printed `when`. */
export async function interruptDemo(args: readonly string[], when: string): Promise<Omit<Outcome, 'stderr'>> {
  const child = spawn(process.execPath, [script, ...args], { env: environment(), stdio: ['ignore', 'pipe', 'inherit'] })
  let stdout = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (!stdout.includes(when) && (stdout + text).includes(when)) child.kill('SIGINT')
    stdout += text
  })
  const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(Number(status))))
  return { code, stdout }
}

/** The test runner's wishes about colours are not for the demo. */
function environment(): NodeJS.ProcessEnv {
  const { NO_COLOR, FORCE_COLOR, NODE_OPTIONS, ...rest } = process.env
  return rest
}
