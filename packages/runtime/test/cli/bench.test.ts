import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { type Benchmark, benchmark } from '../../src/benchmark.ts'
import { BadArg } from '../../src/errors.ts'
import { sharedProject } from '../vm/support/project.ts'
import { cli, runNode } from '../vm/support/run-node.ts'

/** The workload that the bench's README shows. */
const readme = readFileSync(new URL('../../../../bench/README.md', import.meta.url), 'utf8')
const greetings = /`greetings\.ts`:\n\n```ts\n([\s\S]*?)```/.exec(readme)?.[1] ?? ''

describe('multibeam bench', () => {
  const project = sharedProject({
    'greetings.ts': greetings,
    'wrong.ts': greetings.replace('count === size', 'count === size + 1'),
    'none.ts': 'export const nothing = 1',
    'broken.ts': greetings.replace("name: 'greetings'", "name: 'greetings', siez: 1"),
  })
  const quick = ['--quick', '--runs', '1', '--schedulers', '1']
  const bench = (signal: AbortSignal, ...args: string[]) => runNode([cli, 'bench', ...args], signal)

  it('measures a workload of the package and one of the user, column by column, in lines of JSON', async ({
    signal,
  }) => {
    const files = ['nqueens', project.path('greetings.ts')]
    const options = ['--quick', '--runs', '1', '--schedulers', '1,2', '--json']
    const { stdout, stderr, code } = await bench(signal, ...files, ...options)
    const lines = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(stderr).toBe('')
    expect(lines.map(({ workload, schedulers, ops, runs }) => [workload, schedulers, ops, runs])).toEqual([
      ['nqueens', 1, 64, 1],
      ['nqueens', 2, 64, 1],
      ['greetings', 1, 1000, 1],
      ['greetings', 2, 1000, 1],
    ])
    expect(lines.map(({ speedUp }) => typeof speedUp)).toEqual(['undefined', 'number', 'undefined', 'number'])
    expect(code).toBe(0)
  })

  it('prints a table', async ({ signal }) => {
    const { stdout, code } = await bench(signal, project.path('greetings.ts'), ...quick)
    expect(stdout).toMatch(
      /^\nworkload +on +min +median +max +speed-up +spread\ngreetings +1 scheduler .* a operation\n$/,
    )
    expect(code).toBe(0)
  })

  it('fails a workload whose check refuses the result', async ({ signal }) => {
    const { stderr, code } = await bench(signal, project.path('wrong.ts'), ...quick)
    expect(stderr).toContain('FAILED: greetings.')
    expect(stderr).toContain('expected "a result that its check accepts", got "1000"')
    expect(code).toBe(1)
  })

  it.for([
    ['none.ts', 'none.ts: its default export is no workload: export default benchmark({ name, run, check })'],
    ['broken.ts', "'siez' is no option"],
  ])('says what is wrong with %s', async ([file = '', message = ''], { expect, signal }) => {
    const { stderr, code } = await bench(signal, project.path(file), ...quick)
    expect(stderr).toContain(message)
    expect(code).toBe(2)
  })

  it.for([
    [['nothing'], 'there is no workload and no file "nothing". The workloads are: pingpong, ring'],
    [['--schedulers', '65'], '--schedulers takes a whole number from 1 to 64, not "65"'],
    [['--wrong'], "Unknown option '--wrong'"],
  ] as const)('answers %j with the mistake and exit code 2', async ([args, message], { expect, signal }) => {
    const { stderr, code } = await bench(signal, ...args)
    expect(stderr).toContain(message)
    expect(code).toBe(2)
  })

  it('lists its workloads, and explains itself', async ({ signal }) => {
    const listed = await bench(signal, '--list')
    expect(listed.stdout).toContain('skynet         skynet, 1M leaves\n')
    const { stdout, code } = await bench(signal, '--help')
    expect(stdout).toMatch(/^Usage: multibeam bench/)
    expect(code).toBe(0)
  })
})

describe('benchmark', () => {
  const right = { name: 'sum', run: function* () {}, check: () => true }

  it('gives back a definition that is complete', () => {
    expect(benchmark(right)).toBe(right)
  })

  it.each([
    [{ ...right, name: '' }, "benchmark: the name is ''; give a text"],
    [{ ...right, size: 0 }, 'benchmark: the size of sum is 0; give a whole number from 1'],
    [{ ...right, check: undefined }, 'benchmark: check of sum is undefined, no function'],
    [{ ...right, checks: 1 }, "benchmark: 'checks' is no option"],
    [undefined, 'benchmark: undefined are no options'],
  ])('refuses %j', (definition, message) => {
    const call = () => benchmark(definition as unknown as Benchmark)
    expect(call).toThrow(BadArg)
    expect(call).toThrow(message)
  })
})
