import { availableParallelism } from 'node:os'
import { describe, expect, it } from 'vitest'
import { planOf } from '../src/harness/plan.ts'
import { createProgress } from '../src/harness/progress.ts'
import { inWords, Remaining } from '../src/harness/remaining.ts'
import { system, workload } from './support.ts'

const systems = [system('multibeam', () => ({})), system('erlang', () => ({}))]
const node = { path: 'node', version: 'v20.0.0' }
const options = { systems, schedulers: [1, 2], quick: false, nodes: [node] }

const named = ({ entries }: ReturnType<typeof planOf>) =>
  entries.map(({ workload, schedulers, node }) => `${workload.id} ${schedulers} ${node.version}`)

describe('a plan', () => {
  it('has each workload at each number of schedulers, Node by Node', () => {
    const nodes = [node, { path: 'other', version: 'v26.0.0' }]
    expect(named(planOf([workload(), workload({ id: 'other' })], { ...options, nodes }))).toEqual([
      ...['sample 1 v20.0.0', 'sample 2 v20.0.0', 'other 1 v20.0.0', 'other 2 v20.0.0'],
      ...['sample 1 v26.0.0', 'sample 2 v26.0.0', 'other 1 v26.0.0', 'other 2 v26.0.0'],
    ])
  })

  it('leaves out the numbers of schedulers that are too few for a workload', () => {
    expect(named(planOf([workload({ minimumSchedulers: 2 })], options))).toEqual(['sample 2 v20.0.0'])
  })

  it('has a workload with lanes of its own once', () => {
    const lanes = [{ system: 'multibeam', schedulers: 4 }] as const
    expect(planOf([workload({ lanes })], options).entries).toHaveLength(1)
  })

  it('takes the numbers of schedulers that the targets are about', () => {
    const usual = { ...options, schedulers: undefined }
    const cores = availableParallelism()
    const both = cores === 1 ? [1] : [1, cores]
    const asked = (fields: Parameters<typeof workload>[0], quick = false) =>
      planOf([workload(fields)], { ...usual, quick }).entries.map(({ schedulers }) => schedulers)
    expect(asked({})).toEqual(both)
    expect(asked({}, true)).toEqual([cores])
    expect(asked({ targets: [{ peer: 'erlang', one: 1 }] })).toEqual([1])
    expect(asked({ targets: [], minimumSchedulers: 2 })).toEqual([Math.max(2, cores)])
  })
})

describe('the time left', () => {
  it('is not known before anything has been measured', () => {
    expect(new Remaining(['a', 'b'], new Map()).seconds()).toBeUndefined()
  })

  it('is taken from the mean of what was measured', () => {
    const remaining = new Remaining(['a', 'b', 'c', 'd'], new Map())
    remaining.done('a', 10)
    remaining.done('b', 20)
    expect(remaining.seconds()).toBe(30)
  })

  it('is taken from an earlier run, corrected by how this one goes', () => {
    const known = new Map([...'abc'].map((key, index) => [key, 10 * (index + 1)]))
    const remaining = new Remaining(['a', 'b', 'c'], known)
    expect(remaining.seconds()).toBe(60)
    remaining.done('a', 20)
    expect(remaining.seconds()).toBe(100)
  })

  it.each([
    [0.4, '1 s'],
    [59, '59 s'],
    [200, '3 min'],
    [4800, '1 h 20 min'],
  ])('says %d seconds as %s', (seconds, words) => {
    expect(inWords(seconds)).toBe(words)
  })
})

describe('progress', () => {
  const lane = { label: 'erlang', system: system('erlang', () => ({})), schedulers: 1 }

  it('rewrites one line on a terminal and leaves it empty', () => {
    let written = ''
    const progress = createProgress({ isTTY: true, write: (text) => (written += text) }, 9, true)
    progress.begin(2, 'sample on 2 schedulers', 'a sample', 200)
    progress.run(lane, 0, 5)
    progress.run(lane, 3, 5)
    progress.clear()
    expect(written.split('\r\x1b[2K')).toEqual([
      '',
      '[3/9] sample on 2 schedulers: warm-up, erlang (about 3 min left)',
      '[3/9] sample on 2 schedulers: run 3 of 5, erlang (about 3 min left)',
      '',
    ])
  })

  it('writes a line an entry elsewhere', () => {
    let written = ''
    const progress = createProgress({ write: (text) => (written += text) }, 1, false)
    progress.begin(0, 'sample on 2 schedulers', 'a sample', undefined)
    progress.run(lane, 1, 5)
    progress.clear()
    expect(written).toBe('sample on 2 schedulers: a sample\n')
  })
})
