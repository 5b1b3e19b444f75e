import { setFlagsFromString } from 'node:v8'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { resetEngineFlags, setEngineFlags } from '../../src/vm/engine-flags.ts'
import { completed } from '../../src/vm/options.ts'
import { type ThreadSurroundings, Threads } from '../../src/vm/threads.ts'

vi.mock('node:v8', { spy: true })

/** What has threads in a test. */
const owners: object[] = []

function start(owner: object = {}): () => void {
  owners.push(owner)
  return setEngineFlags(owner)
}

const set = () => vi.mocked(setFlagsFromString).mock.calls.flat()

describe('the flags of V8', () => {
  beforeEach(() => {
    vi.mocked(setFlagsFromString).mockReset()
    vi.stubEnv('NODE_OPTIONS', '')
  })
  afterEach(() => {
    vi.unstubAllEnvs()
    for (const owner of owners.splice(0)) resetEngineFlags(owner)
  })

  it('are as Node was built with until the threads run, for their code caches', () => {
    const allStarted = start()
    expect(set()).toEqual([
      '--semi-space-growth-factor=2',
      '--max-inlined-bytecode-size-cumulative=920',
      '--allocation-site-pretenuring',
    ])
    allStarted()
    expect(set().slice(3)).toEqual([
      '--semi-space-growth-factor=16',
      '--max-inlined-bytecode-size-cumulative=2500',
      '--no-allocation-site-pretenuring',
    ])
  })

  it('are those of running schedulers once the last of several VMs has started', () => {
    const firstStarted = start()
    const secondStarted = start()
    firstStarted()
    expect(set()).toHaveLength(3)
    secondStarted()
    expect(set()).toHaveLength(6)
  })

  it('are as Node was built with again when the last VM ends, for the code that its threads keep', () => {
    const [first, second] = [{}, {}]
    start(first)()
    start(second)()
    const before = set().length
    resetEngineFlags(first)
    expect(set()).toHaveLength(before)
    resetEngineFlags(second)
    expect(set().slice(before)).toEqual([
      '--semi-space-growth-factor=2',
      '--max-inlined-bytecode-size-cumulative=920',
      '--allocation-site-pretenuring',
    ])
  })

  it('are as Node was built with after threads that could not be started', async () => {
    const options = completed({ schedulers: 1, execArgv: ['--no-such-flag'] })
    const surroundings = { memory: {} } as ThreadSurroundings
    expect(() => new Threads(options, surroundings)).toThrow('--no-such-flag')
    await new Promise((resolve) => setImmediate(resolve))
    expect(set()).not.toContain('--semi-space-growth-factor=16')
  })

  it('stay what Node’s own options say', () => {
    vi.stubEnv('NODE_OPTIONS', '--max_inlined_bytecode_size_cumulative=100 --no-allocation-site-pretenuring')
    start()()
    expect(set()).toEqual(['--semi-space-growth-factor=2', '--semi-space-growth-factor=16'])
  })
})
