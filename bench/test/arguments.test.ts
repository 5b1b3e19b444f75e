import { describe, expect, it } from 'vitest'
import { command, system, workload } from './support.ts'

const workloads = [workload(), workload({ id: 'other' })]
const systems = [system('multibeam', () => ({})), system('erlang', () => ({}))]

describe('the command line', () => {
  it.each([
    [['nonsense'], 'There is no workload "nonsense". Known are: sample, other'],
    [['--system', 'elang'], 'There is no system "elang". Known are: multibeam, erlang'],
    [['--schedulers', '0'], '--schedulers takes a whole number from 1 to 64, not "0"'],
    [['--runs', 'many'], '--runs takes a whole number from 1 to 1000, not "many"'],
    [['--runs', '2.5'], '--runs takes a whole number from 1 to 1000, not "2.5"'],
    [['--node', '/no/such/node'], '--node takes a version or the path of a Node, and there is no /no/such/node'],
    [['--scale', '2'], '--scale takes a number above 0 and up to 1, not "2"'],
    [['--wrong'], "Unknown option '--wrong'"],
  ])('answers %j with the mistake and exit code 2', async (args, message) => {
    const { code, out, err } = await command(args, workloads, systems)
    expect(err).toContain(message)
    expect(out).toBe('')
    expect(code).toBe(2)
  })

  it('lists the workloads with their systems', async () => {
    const { code, out } = await command(['--list'], workloads, systems)
    expect(out).toBe('sample  a sample (multibeam, erlang)\nother   a sample (multibeam, erlang)\n')
    expect(code).toBe(0)
  })

  it('explains itself', async () => {
    const { code, out } = await command(['--help'], workloads, systems)
    expect(out).toMatch(/^Usage: pnpm -s bench/)
    expect(code).toBe(0)
  })

  it('runs only the workloads and systems asked for', async () => {
    const { out } = await command(['other', '--system', 'erlang', '--json'], workloads, systems)
    expect(out.trim().split('\n')).toHaveLength(1)
    expect(JSON.parse(out)).toMatchObject({ workload: 'other', system: 'erlang' })
  })

  it('takes the "--" that some runners of scripts leave in', async () => {
    const { code } = await command(['--', 'sample', '--json'], workloads, systems)
    expect(code).toBe(0)
  })
})
