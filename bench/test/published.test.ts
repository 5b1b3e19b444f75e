import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { benchFolder } from '../src/harness/places.ts'
import { parseArguments } from '../src/published/arguments.ts'
import { columnsOf } from '../src/published/columns.ts'
import { inTime } from '../src/published/output.ts'
import { workloads } from '../src/published/workloads.ts'

describe('multibeam bench', () => {
  it('brings the process module of each of its workloads along', () => {
    const dist = join(
      dirname(createRequire(join(benchFolder, 'package.json')).resolve('multibeam/package.json')),
      'dist',
    )
    for (const { id } of workloads) expect([id, existsSync(join(dist, 'bench', `${id}.js`))]).toEqual([id, true])
  })

  it('takes lists of schedulers and of Nodes', () => {
    const { schedulers, nodes } = parseArguments(['-s', '1,2', '--node', '20,26', '--node', '/usr/bin/node'])
    expect(schedulers).toEqual([1, 2])
    expect(nodes).toEqual(['20', '26', '/usr/bin/node'])
  })

  it('has a column for each Node and number of schedulers, and names what tells them apart', () => {
    const nodes = ['v20.1.0', 'v26.2.0'].map((version) => ({ path: version, version }))
    expect(columnsOf(nodes.slice(0, 1), [1, 2]).map(({ label }) => label)).toEqual(['1 scheduler', '2 schedulers'])
    expect(columnsOf(nodes, [4]).map(({ label }) => label)).toEqual(['4 schedulers, v20.1.0', '4 schedulers, v26.2.0'])
  })

  it.each([
    [87.4, '87 ns'],
    [1234, '1.23 µs'],
    [45.67e6, '45.7 ms'],
    [2.5e9, '2.50 s'],
  ])('shows %d nanoseconds as %s', (nanoseconds, text) => {
    expect(inTime(nanoseconds)).toBe(text)
  })
})
