/** What the command must know of a workload that a user has written, without loading its module itself. */

import { spawnSync } from 'node:child_process'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Workload } from '../harness/workload.ts'
import { answerMark } from '../systems/driver.ts'
import { accepted, type Description } from './own-workload.ts'

/** The process of a number of schedulers: it answers runs, or describes a module and ends. */
export const hostFile = fileURLToPath(new URL('./host.js', import.meta.url))

/**
 * Asks a process for the description of the module `url`; the id of the workload is the URL, by which the host knows it.
 * @throws Error with what is wrong with the module.
 */
export function ownWorkload(url: string): { name: string; workload: Workload } {
  const { stdout, stderr } = spawnSync(process.execPath, [hostFile, 'describe', url], { encoding: 'utf8' })
  const line = stdout.split('\n').find((line) => line.startsWith(answerMark))
  const answer = JSON.parse(line?.slice(answerMark.length) ?? '{}') as Partial<Description> & { error?: string }
  if (answer.name === undefined || answer.size === undefined) {
    throw new Error(`${basename(fileURLToPath(url))}: ${answer.error ?? (stderr.trim() || 'it could not be loaded')}`)
  }
  const { name, title, size, operation = 'operation', operations = size } = answer
  return {
    name,
    workload: {
      id: url,
      title: title ?? `size ${size}`,
      operation,
      unit: 'ns',
      systems: ['multibeam'],
      sizes: (scale) => [Math.max(1, Math.round(size * scale))],
      // As many for a size as the description says of its own.
      operations: ([scaled = size]) => (operations * scaled) / size,
      expected: () => accepted,
      targets: [],
    },
  }
}
