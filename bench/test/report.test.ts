import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { barChart } from '../src/report/charts/bars.ts'
import { lineChart } from '../src/report/charts/lines.ts'
import { ticks } from '../src/report/charts/svg.ts'
import type { Measurement } from '../src/report/measurement.ts'
import { command, system, workload } from './support.ts'

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'multibeam-bench-report-'))
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const systems = [system('multibeam', () => ({ value: 600 })), system('erlang', () => ({ value: 1000 }))]
const slow = [system('multibeam', () => ({ value: 1500 })), system('erlang', () => ({ value: 1000 }))]

async function report(...args: Parameters<typeof command>) {
  const [given, ...rest] = args
  const { code, err } = await command([...given, '--report', folder], ...rest)
  const page = readFileSync(join(folder, 'README.md'), 'utf8')
  const measurement = JSON.parse(readFileSync(join(folder, 'report.json'), 'utf8')) as Measurement
  return { code, err, page, measurement }
}

describe('the report', () => {
  it('tells the machine, the versions, each row with its spread and target, and what was missed', async () => {
    const easy = workload({ id: 'easy', group: 'Messages', targets: [{ peer: 'erlang', more: 0.7 }] })
    const { page, err } = await report([], [easy, workload({ group: 'Messages' })], systems)
    expect(page).toContain(`Node ${process.version}`)
    expect(page).toContain(`| Node ${process.version} | 1 of 2 |`)
    expect(page).toContain('### Messages\n\n- `easy`: a sample\n- `sample`: a sample')
    expect(page).toContain(
      '| easy | multibeam | 2 | 60.0 | 60.0–60.0 | ns a message | 0.60 of erlang | 0.60–0.60 | ≤ 0.70 | ✓ reached |',
    )
    expect(page).toContain('- sample, 2 schedulers: 0.60, at most 0.50 of erlang asked\n\nNo note yet')
    expect(page).toContain('Erlang/OTP is nowhere faster in what is measured here.')
    expect(err).toContain(`report: ${join(folder, 'README.md')}`)
  })

  it('says where Erlang/OTP is faster', async () => {
    const { page } = await report([], [workload()], slow)
    expect(page).toContain('Erlang/OTP is faster in:\n\n- sample, 2 schedulers: 1.50 × its time')
  })

  it('tells what failed', async () => {
    const broken = workload({ id: 'broken', expected: () => 'other' })
    const { code, page } = await report([], [workload(), broken], systems)
    expect(page).toContain('## What failed\n\n- broken. broken on multibeam is wrong: expected "other", got "right"')
    expect(code).toBe(1)
  })

  it('draws the ratios, and removes the charts of an earlier run', async () => {
    writeFileSync(join(folder, 'old.svg'), '')
    const { page } = await report([], [workload({ group: 'Messages and processes' })], systems)
    expect(page).toContain('![Messages and processes, beside Erlang/OTP](messages.svg)')
    expect(readdirSync(folder).sort()).toEqual(['README.md', 'messages.svg', 'report.json'])
  })

  it('draws the points of a curve and judges them by the first of its line', async () => {
    const figures = [0, 1].map((size) => ({ name: 'message', curve: { size, along: 'live processes', most: 1.5 } }))
    const growth = workload({ id: 'growth', targets: [], figures, sizes: () => [1000, 100_000] })
    const growing = [
      system('multibeam', () => ({ figures: [10, 20] })),
      system('erlang', () => ({ figures: [10, 90] })),
    ]
    const { page } = await report([], [growth], growing)
    expect(page).toContain('- growth, message at 100,000, 2 schedulers: 2.00, at most 1.50 of itself at 1,000 asked')
    expect(page).toContain('| 9.00 of itself at 1,000 | 9.00–9.00 |  |  |')
    expect(page).toContain('| Node v20.20.2 | 0 of 1 |'.replace('v20.20.2', process.version))
    expect(page).toContain('(growth.svg)')
    expect(readFileSync(join(folder, 'growth.svg'), 'utf8')).toContain('>live processes</text>')
  })

  it('of several passes says in how many of them a target was reached, and what each had', async () => {
    const ours = system('multibeam', (_, start) => ({ value: start <= 4 ? 400 : 600 }))
    const { page } = await report(['--passes', '3'], [workload()], [ours, system('erlang', () => ({ value: 1000 }))])
    expect(page).toContain(`|  | reached in each of 3 passes | in some of them |`)
    expect(page).toContain(`| Node ${process.version} | 0 of 1 | 1 |`)
    expect(page).toContain('- sample, 2 schedulers: 0.40 (0.40, 0.40, 0.60), at most 0.50 of erlang asked')
    expect(page).toContain('All of it was measured 3 times')
  })

  it('keeps how long each entry took, and says from it how long is left', async () => {
    const { measurement } = await report([], [workload()], systems)
    expect(Object.keys(measurement.seconds)).toEqual([`sample@2 ${process.version}`])
    writeFileSync(
      join(folder, 'report.json'),
      JSON.stringify({ ...measurement, seconds: { [`sample@2 ${process.version}`]: 600 } }),
    )
    const { err } = await report([], [workload()], systems)
    expect(err).toContain('sample on 2 schedulers')
    expect(err).toContain('(about 10 min left)')
  })

  it('is not written when workloads are named, unless it is asked for', async () => {
    const other = join(folder, 'named')
    await command(['sample', '--report', other], [workload()], systems)
    expect(existsSync(join(other, 'README.md'))).toBe(true)
    const { err } = await command(['sample'], [workload()], systems)
    expect(err).not.toContain('report:')
  })
})

describe('a chart', () => {
  const bar = { value: 0.5, lower: 0.4, upper: 0.6, target: 0.7 }
  const bars = barChart({
    title: 'A <title>',
    subtitle: 'of it',
    series: ['one', 'two'],
    rows: [
      { label: 'first', bars: [bar, { ...bar, value: 2.5 }] },
      { label: 'second', bars: [undefined, bar] },
    ],
    reference: { value: 1, label: 'the peer' },
  })
  const lines = lineChart({
    title: 'Growth',
    subtitle: 'of a cost',
    xLabel: 'processes',
    limit: 1.5,
    lines: [
      { name: 'message', isPeer: false, points: [1, 1.2, 1.4].map((y, index) => ({ x: 1000 ** (index + 1), y })) },
      { name: 'message', isPeer: true, points: [{ x: 1000, y: 1 }] },
    ],
  })

  it.each([
    ['bars', bars],
    ['lines', lines],
  ])('of %s is well-formed, without a number that is none, and readable on dark ground', (_, svg) => {
    const open: string[] = []
    for (const [, closing, name, selfClosing] of svg.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
      if (closing) expect(open.pop()).toBe(name)
      else if (!selfClosing) open.push(name as string)
    }
    expect(open).toEqual([])
    expect(svg).not.toMatch(/NaN|Infinity|undefined/)
    expect(svg).toContain('@media (prefers-color-scheme: dark)')
  })

  it('draws a bar a value, from the same line on, as long as the value is large', () => {
    const widths = [...bars.matchAll(/<rect x="200" y="[\d.]+" width="([\d.]+)"/g)].map(([, width]) => Number(width))
    expect(widths).toHaveLength(3)
    expect((widths[1] as number) / (widths[0] as number)).toBeCloseTo(5, 1)
    expect(bars).toContain('A &lt;title&gt;')
  })

  it('places points a thousandfold apart at equal distances', () => {
    const xs = [...lines.matchAll(/<circle cx="([\d.]+)"/g)].map(([, x]) => Number(x))
    expect((xs[1] as number) - (xs[0] as number)).toBeCloseTo((xs[2] as number) - (xs[1] as number), 0)
  })

  it.each([
    [1, 5, [0, 0.2, 0.4, 0.6, 0.8, 1]],
    [2.2, 5, [0, 0.5, 1, 1.5, 2, 2.5]],
    [14, 6, [0, 2.5, 5, 7.5, 10, 12.5, 15]],
  ])('has round numbers up to %d on its axis', (most, count, expected) => {
    expect(ticks(most, count)).toEqual(expected)
  })
})

describe('--render', () => {
  it("writes the page from what was measured last, and the figures between the marks of the project's README", async () => {
    const readme = join(folder, 'PROJECT.md')
    writeFileSync(readme, '# Project\n\n<!-- figures: begin -->\nold\n<!-- figures: end -->\n\nThe rest.\n')
    await report([], [workload({ group: 'Messages and processes' })], slow)
    writeFileSync(join(folder, 'README.md'), 'gone')
    const { code, out } = await command(['--render', '--report', folder], [workload()], [], undefined, { readme })
    expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain('# How fast it is')
    const text = readFileSync(readme, 'utf8')
    expect(text).toMatch(/^# Project\n\n<!-- figures: begin\. .* -->\n\n!\[Messages/)
    expect(text).toContain('| `sample` | 1.50 |')
    expect(text).toContain('Erlang/OTP is faster in:\n\n- sample, 2 schedulers: 1.50 × its time')
    expect(text).toMatch(/<!-- figures: end -->\n\nThe rest\.\n$/)
    expect(text).not.toContain('old')
    expect(out).toContain(`figures: ${readme}`)
    expect(code).toBe(0)
  })

  it('says that nothing has been measured yet', async () => {
    const { code, err } = await command(['--render', '--report', join(folder, 'none')], [workload()], [])
    expect(err).toContain('Nothing has been measured yet')
    expect(code).toBe(1)
  })
})
