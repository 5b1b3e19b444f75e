import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entryFile } from '../src/harness/places.ts'
import { Driver } from '../src/systems/driver.ts'
import { systems } from '../src/systems/index.ts'
import { workloads } from '../src/workloads/index.ts'
import { workload } from './support.ts'

function run(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [entryFile, ...args], { encoding: 'utf8' })
  return { status, stdout, stderr }
}

/** The command as built, with its children and threads, at sizes of a few milliseconds. */
describe('the built command', () => {
  it('compares the systems that need nothing but Node', () => {
    const systems = ['piscina', 'threads', 'plain']
    const { status, stdout, stderr } = run(
      ...['primes', 'mandelbrot', '--system', systems.join(), '--scale', '0.001'],
      ...['--schedulers', '2', '--runs', '2', '--json'],
    )
    expect(stderr).toBe('')
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(lines.map((line) => [line.workload, line.system, line.schedulers, line.runs])).toEqual([
      ...[
        ['primes', 'piscina', 2, 2],
        ['primes', 'threads', 2, 2],
        ['primes', 'plain', 1, 2],
      ],
      ...[
        ['mandelbrot', 'piscina', 2, 2],
        ['mandelbrot', 'threads', 2, 2],
        ['mandelbrot', 'plain', 1, 2],
      ],
    ])
    expect(status).toBe(0)
  })

  it('skips Erlang with the command that installs it, where there is none', () => {
    const { status, stderr } = spawnSync(process.execPath, [entryFile, 'pingpong', '--system', 'erlang'], {
      encoding: 'utf8',
      env: { ...process.env, PATH: tmpdir() },
    })
    expect(stderr).toContain('skipped: erlang. Erlang/OTP is not installed: apt-get install erlang-base')
    expect(status).toBe(1)
  })

  it('names the known workloads for an unknown one', () => {
    const { status, stderr } = run('pingpung')
    expect(stderr).toContain('There is no workload "pingpung". Known are: pingpong, ring, count')
    expect(status).toBe(2)
  })
})

describe('what the schedulers do', () => {
  const ids = [
    ...['fairness', 'theft', 'idle', 'share-spawned', 'share-online', 'share-native', 'share-bursts'],
    ...['growth-processes', 'growth-mailbox', 'growth-schedulers'],
  ]

  it.each(['multibeam', 'threads'] as const)(
    '%s answers each of its workloads right, with as many figures as it has',
    async (name) => {
      const running = await systems
        .find((system) => system.name === name)
        ?.start({ schedulers: 2, node: process.execPath })
      try {
        for (const workload of workloads.filter(({ id, systems }) => ids.includes(id) && systems.includes(name))) {
          const sizes = workload.sizes(0.01)
          const outcome = await running?.run(workload, sizes)
          expect([workload.id, outcome?.check]).toEqual([workload.id, workload.expected(sizes)])
          expect(outcome?.figures).toHaveLength(workload.figures?.length ?? 0)
          expect(outcome?.figures?.every((figure) => figure > 0)).toBe(true)
        }
      } finally {
        await running?.stop()
      }
    },
  )
})

describe('starting', () => {
  it.each([
    ['multibeam', 'startup'],
    ['multibeam', 'startup-vm'],
    ['plain', 'startup'],
  ])('on %s, %s starts a program and checks what it prints', async (name, id) => {
    const running = await systems
      .find((system) => system.name === name)
      ?.start({ schedulers: 1, node: process.execPath })
    try {
      const workload = workloads.find((workload) => workload.id === id)
      if (!workload) throw new Error(`there is no ${id}`)
      const sizes = workload.sizes(0.01)
      const outcome = await running?.run(workload, sizes)
      expect(outcome?.check).toBe(workload.expected(sizes))
      expect(outcome?.value).toBeGreaterThan(0)
    } finally {
      await running?.stop()
    }
  })
})

describe('a driven system', () => {
  let folder: string
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'multibeam-bench-test-'))
  })
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  /** Starts a child that is ready and then runs `body` for each `line` that it is sent. */
  async function child(name: string, body: string, runLimitSeconds = 60): Promise<Driver> {
    const file = join(folder, `${name}.mjs`)
    writeFileSync(
      file,
      `import { createInterface } from 'node:readline'
       const answer = (fields) => console.log('@bench ' + JSON.stringify(fields))
       answer({ ready: true })
       for await (const line of createInterface({ input: process.stdin })) { ${body} }`,
    )
    return Driver.start({ name, command: process.execPath, args: [file], runLimitSeconds })
  }

  it('is told the workload and its sizes, and answers with what it measured', async () => {
    const system = await child('echo', 'answer({ value: 7, check: line })')
    expect(await system.run(workload(), [3, 4])).toEqual({ value: 7, check: 'run sample 3 4' })
    expect(await system.run(workload(), [5])).toEqual({ value: 7, check: 'run sample 5' })
    await system.stop()
  })

  it('rejects with the error that the system tells', async () => {
    const system = await child('teller', 'answer({ error: "no memory" })')
    await expect(system.run(workload(), [1])).rejects.toThrow('teller failed in sample: no memory')
    await system.stop()
  })

  it('rejects when the process ends, at once and for later runs', async () => {
    const system = await child('mortal', 'process.exit(3)')
    await expect(system.run(workload(), [1])).rejects.toThrow('mortal: its process ended (exit code 3)')
    await expect(system.run(workload(), [1])).rejects.toThrow('mortal: its process ended (exit code 3)')
    await system.stop()
  })

  it('rejects when no answer comes, and can still be ended', async () => {
    const system = await child('silent', '', 0.05)
    await expect(system.run(workload(), [1])).rejects.toThrow('silent: no answer to "run sample" within 0.05 s')
    await system.stop()
  })

  it('rejects when the command does not exist', async () => {
    const started = Driver.start({ name: 'ghost', command: join(folder, 'no-such-command'), args: [] })
    await expect(started).rejects.toThrow(/ghost: .*no-such-command could not be started/)
  })
})
