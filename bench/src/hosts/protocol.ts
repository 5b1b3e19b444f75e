/** The child's side of the protocol that `systems/driver.ts` describes. */

import { createInterface } from 'node:readline'
import type { Outcome } from '../harness/workload.ts'
import { answerMark } from '../systems/driver.ts'

export type RunWork = (workload: string, sizes: number[]) => Promise<Outcome>

/** Says that the system is ready, answers runs one by one, and resolves at the end of the input. */
export async function serve(run: RunWork): Promise<void> {
  answer({ ready: true })
  for await (const line of createInterface({ input: process.stdin })) {
    const [, workload = '', ...sizes] = line.split(' ')
    try {
      answer(await run(workload, sizes.map(Number)))
    } catch (error) {
      answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) })
    }
  }
}

/** The outcome of work that began at `start` (`performance.now()`, milliseconds) and ends now; figures are in nanoseconds. */
export function outcomeSince(start: number, check: string, figures?: readonly number[]): Outcome {
  return { value: (performance.now() - start) * 1e6, check, ...(figures && { figures }) }
}

export function answer(fields: Record<string, unknown> | Outcome): void {
  process.stdout.write(`${answerMark}${JSON.stringify(fields)}\n`)
}
