/** Erlang/OTP: the modules of `bench/erlang`, compiled into a temporary folder, in one node that stays up. */

import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { erlangFolder } from '../harness/places.ts'
import { processLimit } from '../harness/workload.ts'
import { Driver } from './driver.ts'
import type { System } from './system.ts'

let beamFolder: string | undefined

export const erlang: System = {
  name: 'erlang',
  compiled: 'whenLoaded',
  schedulers: (asked) => asked,
  missing() {
    // `+V` prints the version without starting a node.
    const found = ['erl', 'erlc'].every((tool) => spawnSync(tool, ['+V'], { stdio: 'ignore' }).error === undefined)
    return found ? undefined : 'Erlang/OTP is not installed: apt-get install erlang-base'
  },
  version() {
    const script = 'io:format("OTP ~s, ~s", [erlang:system_info(otp_release), erlang:system_info(emu_flavor)]), halt().'
    return spawnSync('erl', ['-noshell', '-eval', script], { encoding: 'utf8' }).stdout.trim()
  },
  async start({ schedulers }) {
    return Driver.start({
      name: 'erlang',
      command: 'erl',
      args: [
        ...['+S', `${schedulers}:${schedulers}`, '+P', `${processLimit}`],
        ...['-noshell', '-pa', compiledModules(), '-s', 'bench_driver', 'start'],
      ],
      env: { ...process.env, ERL_CRASH_DUMP_BYTES: '0' },
    })
  },
}

/** Compiles all modules once a run of the bench; the folder goes when this process ends. */
function compiledModules(): string {
  if (beamFolder) return beamFolder
  const folder = mkdtempSync(join(tmpdir(), 'multibeam-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  const sources = readdirSync(erlangFolder).filter((name) => name.endsWith('.erl'))
  const { status, stdout, stderr } = spawnSync('erlc', ['-Wall', '-Werror', '-o', folder, ...sources], {
    cwd: erlangFolder,
    encoding: 'utf8',
  })
  if (status !== 0) throw new Error(`erlc could not compile the modules of ${erlangFolder}:\n${stdout}${stderr}`)
  beamFolder = folder
  return folder
}
