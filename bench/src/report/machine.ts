/** On what it was measured. */

import { spawnSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { arch, availableParallelism, cpus, platform, release, totalmem } from 'node:os'
import { join } from 'node:path'
import { benchFolder } from '../harness/places.ts'
import type { System } from '../systems/system.ts'

export interface Machine {
  readonly processor: string
  readonly cores: number
  readonly memoryGb: number
  readonly system: string
  readonly class: string
  /** Of what was measured, by its name. */
  readonly versions: Readonly<Record<string, string>>
  /** Day of the measurement, as `2026-01-31`. */
  readonly date: string
}

/** Machines of one class have comparable ratios: `linux-x64-2-cores`. */
export function machineClass(): string {
  return `${platform()}-${arch()}-${availableParallelism()}-cores`
}

export function describeMachine(systems: readonly System[]): Machine {
  const cores = availableParallelism()
  const versions = systems.flatMap(({ name, version }) => (version ? [[name, version()] as const] : []))
  const commit = spawnSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: benchFolder, encoding: 'utf8' })
  const { version } = JSON.parse(readFileSync(join(benchFolder, 'package.json'), 'utf8')) as { version: string }
  return {
    processor: cpus()[0]?.model.trim() ?? 'unknown',
    cores,
    memoryGb: Math.round(totalmem() / 2 ** 30),
    system: `${platform()} ${release()}, ${arch()}`,
    class: machineClass(),
    versions: {
      multibeam: commit.status === 0 ? `${version} (${commit.stdout.trim()})` : version,
      ...Object.fromEntries(versions),
    },
    date: new Date().toISOString().slice(0, 10),
  }
}
