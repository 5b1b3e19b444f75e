import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Result } from '../src/harness/compare.ts'
import { type Recorded, renewed, worseThan } from '../src/harness/recorded.ts'
import { command, type FakeSystem, system, workload } from './support.ts'

let recordFolder: string
beforeEach(() => {
  recordFolder = mkdtempSync(join(tmpdir(), 'multibeam-bench-recorded-'))
})
afterEach(() => rmSync(recordFolder, { recursive: true, force: true }))

/** Multibeam beside an Erlang that always takes 1000. */
const taking = (value: (run: number) => number, events?: string[]): FakeSystem[] => [
  system('multibeam', (run) => ({ value: value(run) }), events),
  system('erlang', () => ({ value: 1000 })),
]

const run = (args: string[], systems: FakeSystem[]) => command(args, [workload()], systems, undefined, { recordFolder })

describe('--record and --check', () => {
  it('finds nothing worse while the ratios stay where they were recorded', async () => {
    await run(
      ['--record'],
      taking(() => 300),
    )
    const { code, out } = await run(
      ['--check'],
      taking(() => 320),
    )
    expect(out).toContain('none of 1 ratios is worse than recorded by more than the spread')
    expect(code).toBe(0)
  })

  it('says which ratio got worse, measured twice, and exits with 1', async () => {
    await run(
      ['--record'],
      taking(() => 300),
    )
    const events: string[] = []
    const { code, out } = await run(
      ['--check'],
      taking(() => 600, events),
    )
    expect(out).toMatch(/worse: sample@2 \/ erlang, full, node \d+: 0\.60 \(0\.60–0\.60\), recorded 0\.3 \(0\.3–0\.3\)/)
    expect(events.filter((event) => event === 'start multibeam')).toHaveLength(2)
    expect(code).toBe(1)
  })

  it('does not count what was worse only the first time', async () => {
    await run(
      ['--record'],
      taking(() => 300),
    )
    const events: string[] = []
    const times = () => (events.filter((event) => event.startsWith('start')).length === 1 ? 600 : 300)
    const { code, out } = await run(['--check'], taking(times, events))
    expect(out).toContain('none of 1 ratios')
    expect(code).toBe(0)
  })

  it('exits with 1 where nothing has been recorded', async () => {
    const { code, out } = await run(
      ['--check'],
      taking(() => 300),
    )
    expect(out).toContain('1 of 1 ratios (--record does it)')
    expect(code).toBe(1)
  })

  it('keeps quick and full runs apart, and what was not measured again', async () => {
    await run(
      ['--record'],
      taking(() => 300),
    )
    await run(
      ['--record', '--quick'],
      taking(() => 900),
    )
    const [file = ''] = readdirSync(recordFolder)
    const recorded = JSON.parse(readFileSync(join(recordFolder, file), 'utf8')) as Recorded
    expect(Object.values(recorded)).toEqual([
      { 'sample@2 / erlang': [0.3, 0.3, 0.3] },
      { 'sample@2 / erlang': [0.9, 0.9, 0.9] },
    ])
  })

  it('writes no report when it only compares', async () => {
    await run(
      ['--record'],
      taking(() => 300),
    )
    const reportFolder = join(recordFolder, 'report')
    await command(
      ['--check'],
      [workload()],
      taking(() => 300),
      undefined,
      { recordFolder, reportFolder },
    )
    expect(existsSync(reportFolder)).toBe(false)
  })
})

describe('worse by more than the spread', () => {
  const result = (lower: number, median: number, upper: number): Result => ({
    node: 'v20.1.0',
    workload: 'ring',
    unit: 'ns',
    operation: 'hop',
    label: 'multibeam',
    schedulers: 2,
    operations: 1,
    runs: 5,
    perOperation: { min: 1, median: 1, max: 1 },
    ratios: [{ peer: 'erlang', lower, median, upper }],
  })
  const recorded = renewed({}, [result(0.4, 0.5, 0.6)], false)
  const isWorse = (...ratio: [number, number, number]) => worseThan(recorded, [result(...ratio)], false).length === 1

  it('is a ratio whose quartiles are all above the recorded ones', () => {
    expect(isWorse(0.61, 0.7, 0.8)).toBe(true)
    expect(isWorse(0.59, 0.7, 0.8)).toBe(false)
    expect(isWorse(0.1, 0.1, 0.1)).toBe(false)
  })

  it('is not a ratio that differs by less than two runs of the same code do', () => {
    const sharp = renewed({}, [result(0.5, 0.5, 0.5)], false)
    expect(worseThan(sharp, [result(0.54, 0.54, 0.54)], false)).toEqual([])
    expect(worseThan(sharp, [result(0.56, 0.56, 0.56)], false)).toHaveLength(1)
  })

  it('leaves out what is not recorded, and the growth of a peer', () => {
    expect(worseThan(recorded, [{ ...result(9, 9, 9), workload: 'other' }], false)).toEqual([])
    expect(worseThan(recorded, [{ ...result(9, 9, 9), label: 'erlang' }], false)).toEqual([])
    expect(worseThan(recorded, [result(9, 9, 9)], true)).toEqual([])
  })
})
