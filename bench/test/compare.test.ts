import { describe, expect, it } from 'vitest'
import { command, system, workload } from './support.ts'

describe('a comparison', () => {
  it('runs the systems turn by turn, the first turn to warm up, and ends them', async () => {
    const events: string[] = []
    const systems = [system('multibeam', () => ({}), events), system('erlang', () => ({}), events)]
    await command(['--runs', '2'], [workload()], systems)
    const turn = ['run multibeam', 'run erlang']
    const [starts, turns, stops] = [events.slice(0, 2), events.slice(2, -2), events.slice(-2)]
    expect(starts).toEqual(['start multibeam', 'start erlang'])
    expect(turns).toEqual([...turn, ...turn, ...turn])
    expect(stops).toEqual(['stop multibeam', 'stop erlang'])
  })

  it('repeats short work until it has taken long enough, and counts the mean', async () => {
    const events: string[] = []
    const systems = [system('multibeam', (run) => ({ value: run < 2 ? 150 : 100 + (run % 2) * 100 }), events)]
    const { out } = await command(['--json', '--runs', '1'], [workload()], systems, {
      run: 500,
      warmUp: { whenLoaded: 0, whileRunning: 300 },
    })
    // Two to warm up, then 100, 200, 100 and 200.
    expect(events.filter((event) => event.startsWith('run'))).toHaveLength(2 + 4)
    expect(JSON.parse(out).nsPerOp).toEqual({ min: 15, median: 15, max: 15 })
  })

  it('warms each system up for as long as its code needs: what is compiled while it runs for longer', async () => {
    const events: string[] = []
    const names = ['multibeam', 'erlang', 'threads'] as const
    const systems = names.map((name) => system(name, () => ({ value: 100 }), events))
    const warmUp = { whenLoaded: 200, whileRunning: 600 }
    await command(['--runs', '1'], [workload({ systems: names })], systems, { warmUp })
    const repeats = names.map((name) => events.filter((event) => event === `run ${name}`).length)
    expect(repeats).toEqual([6 + 1, 2 + 1, 6 + 1])
  })

  it('does not count the time for which the systems were to warm up as time that runs take', async () => {
    // A run seems to take no time here, so all that has passed by the clock is less than the warm-up.
    const warmUp = { whenLoaded: 1e12, whileRunning: 1e12 }
    const systems = [system('multibeam', () => ({ value: 1e12 }))]
    const { out } = await command(['--json'], [workload()], systems, { enough: 0, warmUp })
    expect(JSON.parse(out).runs).toBe(5)
  })

  it('ends those that have started when another one cannot start', async () => {
    const events: string[] = []
    const start = () => Promise.reject(new Error('erlang could not start'))
    const { code, err } = await command(
      [],
      [workload()],
      [system('multibeam', () => ({}), events), { ...system('erlang', () => ({})), start }],
    )
    expect(err).toContain('FAILED: sample. erlang could not start')
    expect(events).toEqual(['start multibeam', 'stop multibeam'])
    expect(code).toBe(1)
  })

  it('computes what the right answer is once, however many runs there are', async () => {
    let count = 0
    const expected = () => {
      count++
      return 'right'
    }
    await command([], [workload({ expected })], [system('multibeam', () => ({})), system('erlang', () => ({}))])
    expect(count).toBe(1)
  })

  it('makes fewer runs where they take long, unless it is told how many', async () => {
    const runsOf = async (enough: number, ...args: string[]) => {
      const { out } = await command(['--json', ...args], [workload()], [system('multibeam', () => ({}))], { enough })
      return JSON.parse(out).runs
    }
    const never = Number.POSITIVE_INFINITY
    expect([await runsOf(never), await runsOf(0), await runsOf(0, '--runs', '5')]).toEqual([5, 1, 5])
  })

  it('measures in several passes, each with two VMs of two runs, of which the medians count', async () => {
    const events: string[] = []
    const values = [250, 270, 900, 1000, 650, 550]
    const ours = system('multibeam', (_, start) => ({ value: values[start - 1] as number }), events)
    const { out } = await command(['--passes', '3'], [workload()], [ours, system('erlang', () => ({ value: 1000 }))])
    expect(events.filter((event) => event === 'run multibeam')).toHaveLength(3 * 2 * (1 + 2))
    expect(out).toMatch(
      /sample +multibeam +2 +25\.0 +60\.0 +100\.0 .* 0\.60 +0\.25–1\.00 of erlang +≤ 0\.50 +✗ reached in 1 of 3, within/,
    )
    expect(out).toContain('targets reached: 0 of 1')
  })

  it('starts the systems once a pass where a second time would be over too late', async () => {
    const events: string[] = []
    const systems = [system('multibeam', () => ({}), events)]
    await command(['--passes', '2'], [workload()], systems, { startsWithin: 0 })
    expect(events.filter((event) => event === 'start multibeam')).toHaveLength(2)
  })

  it('prints a line of JSON a workload and system, the ratio on ours, and nothing on stderr', async () => {
    const systems = [
      system('multibeam', (run) => ({ value: [9_999_999, 100, 300, 200][run] as number })),
      system('erlang', () => ({ value: 1000 })),
    ]
    const { code, out, err } = await command(['--json', '--runs', '3', '--schedulers', '1'], [workload()], systems)
    expect(out.endsWith('\n')).toBe(true)
    expect(
      out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual([
      {
        workload: 'sample',
        system: 'multibeam',
        schedulers: 1,
        node: process.version,
        ops: 10,
        runs: 3,
        nsPerOp: { min: 10, median: 20, max: 30 },
        ratio: { erlang: 0.2 },
        spread: { erlang: [0.15, 0.25] },
      },
      {
        workload: 'sample',
        system: 'erlang',
        schedulers: 1,
        node: process.version,
        ops: 10,
        runs: 3,
        nsPerOp: { min: 100, median: 100, max: 100 },
      },
    ])
    expect(err).toBe('')
    expect(code).toBe(0)
  })

  it('shows a table with each target, reached or missed', async () => {
    const systems = [system('multibeam', () => ({ value: 400 })), system('erlang', () => ({ value: 1000 }))]
    const missed = workload({ id: 'harder', targets: [{ peer: 'erlang', one: 0.3, more: 0.3 }] })
    const { out } = await command([], [workload(), missed], systems)
    expect(out).toMatch(/sample +multibeam .* 40\.0 .*ns a message +0\.40 +0\.40–0\.40 of erlang +≤ 0\.50 +✓ reached/)
    expect(out).toMatch(/harder +multibeam .* ≤ 0\.30 +✗ missed/)
    expect(out).toContain('targets reached: 1 of 2')
  })

  it('fails loudly when a check is wrong, goes on with the next workload, and exits with 1', async () => {
    const events: string[] = []
    const erlang = system('erlang', (run) => (run === 1 ? { check: 'wrong' } : {}), events)
    const other = workload({ id: 'other', systems: ['multibeam'] })
    const { code, out, err } = await command(
      ['--json'],
      [workload(), other],
      [system('multibeam', () => ({}), events), erlang],
    )
    expect(err).toContain('FAILED: sample. sample on erlang is wrong: expected "right", got "wrong"')
    expect(out).not.toContain('"sample"')
    expect(out).toContain('"other"')
    expect(events.filter((event) => event === 'stop erlang')).toHaveLength(1)
    expect(code).toBe(1)
  })

  it('checks the warm-up too', async () => {
    const { code } = await command(
      [],
      [workload()],
      [system('multibeam', (run) => ({ check: run === 0 ? '' : 'right' }))],
    )
    expect(code).toBe(1)
  })

  it('counts a system that fails as a failed workload', async () => {
    const broken = system('erlang', () => {
      throw new Error('erlang: its process ended (exit code 1)')
    })
    const { code, err } = await command([], [workload()], [system('multibeam', () => ({})), broken])
    expect(err).toContain('FAILED: sample. erlang: its process ended (exit code 1)')
    expect(code).toBe(1)
  })

  it('names a peer that is not installed, with the command that installs it, and measures the others', async () => {
    const erlang = { ...system('erlang', () => ({})), missing: () => 'It is not installed: apt-get install it' }
    const { code, out, err } = await command(['--json'], [workload()], [system('multibeam', () => ({})), erlang])
    expect(err).toBe('skipped: erlang. It is not installed: apt-get install it\n')
    expect(out.trim().split('\n')).toHaveLength(1)
    expect(code).toBe(0)
  })

  it('skips a workload that needs more schedulers, and says so', async () => {
    const across = workload({ id: 'across', minimumSchedulers: 2 })
    const systems = [system('multibeam', () => ({}))]
    const { code, err } = await command(['--schedulers', '1', '--json'], [workload(), across], systems)
    expect(err).toBe('skipped: across. It needs at least 2 schedulers: --schedulers 2\n')
    expect(code).toBe(0)
  })

  it('exits with 1 when nothing could be measured', async () => {
    const { code, err } = await command(['--system', 'plain'], [workload()], [system('plain', () => ({}))])
    expect(err).toContain('Nothing was measured')
    expect(code).toBe(1)
  })

  it('compares a system with itself at another number of schedulers', async () => {
    const steal = workload({
      systems: ['multibeam'],
      lanes: [
        { system: 'multibeam', schedulers: 2 },
        { system: 'multibeam', schedulers: 1 },
      ],
      targets: [{ peer: 'multibeam@1', more: 0.55 }],
    })
    const { out } = await command(['--json'], [steal], [system('multibeam', () => ({}))])
    const [two, one] = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(two).toMatchObject({ system: 'multibeam@2', schedulers: 2, ratio: { 'multibeam@1': 1 } })
    expect(one).toMatchObject({ system: 'multibeam@1', schedulers: 1 })
    expect(one.ratio).toBeUndefined()
  })

  describe('of a workload with figures', () => {
    const figures = [
      { name: 'p50', targets: [{ peer: 'erlang', more: 1 }] },
      { name: 'p99', limit: 1500 },
    ]
    const latency = workload({ id: 'latency', unit: 'µs', targets: [], figures })
    const systems = () => [
      system('multibeam', () => ({ figures: [1000, 2000] })),
      system('erlang', () => ({ figures: [4000, 5000] })),
    ]

    it('prints a line of JSON a figure and system; figures are not divided by the operations', async () => {
      const { out } = await command(['--json', '--schedulers', '2'], [latency], systems())
      const lines = out
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line))
      expect(lines.map(({ workload, figure, system }) => [workload, figure, system])).toEqual([
        ['latency', 'p50', 'multibeam'],
        ['latency', 'p50', 'erlang'],
        ['latency', 'p99', 'multibeam'],
        ['latency', 'p99', 'erlang'],
      ])
      expect(lines[0]).toMatchObject({ nsPerOp: { median: 1000 }, ratio: { erlang: 0.25 } })
      expect(lines[2]).toMatchObject({ nsPerOp: { median: 2000 }, ratio: { erlang: 0.4 }, limit: 1500 })
      expect(lines[3].limit).toBeUndefined()
    })

    it('judges each by its own targets, or by the most that it may be', async () => {
      const { out } = await command(['--schedulers', '2'], [latency], systems())
      expect(out).toMatch(/latency p50 +multibeam .* 1\.00 .* 0\.25 .* ≤ 1\.00 +✓ reached/)
      expect(out).toMatch(/≤ 1\.50 +✗ missed/)
      expect(out).toContain('targets reached: 1 of 2')
    })

    it('counts the mean of repeated runs', async () => {
      const alternating = system('multibeam', (run) => ({ value: 100, figures: [run % 2, 10] }))
      const { out } = await command(['--json', '--runs', '1'], [latency], [alternating], { run: 400 })
      expect(JSON.parse(out.split('\n')[0] as string).nsPerOp.median).toBe(0.5)
    })

    it('fails a system that answers with other figures', async () => {
      const { code, err } = await command([], [latency], [system('multibeam', () => ({ figures: [1000] }))])
      expect(err).toContain('latency on multibeam must answer 2 figures (p50, p99), got 1000')
      expect(code).toBe(1)
    })
  })
})
