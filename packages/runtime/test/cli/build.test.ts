import { cpSync, existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { makeProject } from '../vm/support/project.ts'
import { cli, runNode } from '../vm/support/run-node.ts'
import { makeProjectWithoutCompiler } from './installed.ts'

const files = {
  'src/main.ts': `import { mfa, type Pid, receive, self, spawnWith, System, VM } from 'multibeam'
import { ask, type Question } from './lib/ask'
import { square } from './lib/square.js'
import settings from './settings.json' with { type: 'json' }

interface Answer {
  squares: number[]
}

export function* main(numbers: readonly number[]): Generator<never, Answer & { schedulers: number[] }> {
  const answers: [number, number][] = []
  for (const n of numbers) answers.push(yield* ask({ n, by: settings.by } as Question))
  spawnWith({ scheduler: 2 }, mfa(new URL('./elsewhere.ts', import.meta.url), 'elsewhere'), self() as Pid)
  const [, there] = yield* receive<[string, number]>('elsewhere')
  return { squares: answers.map(([value]) => square(value)), schedulers: [...answers.map(([, id]) => id), there] }
}

export function* failing(): Generator<never, void> {
  throw new Error(\`as told by \${System.schedulerId()}\`)
}

if (process.argv[2] !== 'library') {
  await using vm = await VM.start({ schedulers: 2 })
  console.log(JSON.stringify(await vm.run(main, [1, 2])))
  const error = await vm.run(failing).catch((error) => error)
  console.log(error.reason.stack.split('\\n')[1].trim())
}
`,
  'src/lib/ask.ts': `import { receive, self, send, spawnWith, System, type Pid } from 'multibeam'
export type Question = { n: number; by: number }
export function* ask(question: Question): Generator<never, [number, number]> {
  spawnWith({ scheduler: 2 }, answer, self(), question)
  const [, ...rest] = yield* receive<['answer', number, number]>('answer')
  return rest
}
export function* answer(to: Pid, { n, by }: Question): Generator<never, void> {
  send(to, ['answer', n * by, System.schedulerId()])
}
`,
  'src/lib/square.ts': 'export const square = (n: number): number => n * n\nexport function* numbers() { yield 1 }\n',
  'src/elsewhere.ts': `import { send, System, type Pid } from 'multibeam'
export function* elsewhere(to: Pid) { send(to, ['elsewhere', System.schedulerId()]) }
`,
  'src/settings.json': '{ "by": 10 }',
}

const answer = '{"squares":[100,400],"schedulers":[2,2,2]}'

describe('multibeam build', () => {
  it('writes a program that plain Node runs', async ({ signal }) => {
    const project = makeProject(files)
    const built = await runNode([cli, 'build', 'src/main.ts', '-o', 'dist'], signal, { cwd: project.path('.') })
    expect(built).toEqual({ stdout: 'dist/main.js: 4 modules built, and 1 other file\n', stderr: '', code: 0 })
    const { stdout, stderr, code } = await runNode(['--enable-source-maps', 'dist/main.js'], signal, {
      cwd: project.path('.'),
    })
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
    expect(stdout.split('\n')).toEqual([answer, expect.stringContaining(`${project.path('src/main.ts')}:19:9`), ''])
  })

  it('needs neither esbuild nor the parser at run time, in scheduler threads either', async ({ signal }) => {
    const project = makeProject(files)
    await runNode([cli, 'build', project.path('src/main.ts'), '--out', project.path('dist')], signal)
    const elsewhere = makeProjectWithoutCompiler()
    cpSync(project.path('dist'), elsewhere.path('packages/dist'), { recursive: true })
    const { stdout, stderr, code } = await runNode([elsewhere.path('packages/dist/main.js')], signal)
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
    expect(stdout.split('\n')[0]).toBe(answer)
    // Nothing was compiled, or it would lie in the cache.
    expect(existsSync(elsewhere.path('packages/node_modules/.cache'))).toBe(false)
    // And what needs the compiler does fail there.
    cpSync(project.path('src'), elsewhere.path('packages/src'), { recursive: true })
    const installed = elsewhere.path('packages/node_modules/multibeam/dist/cli.js')
    expect((await runNode([installed, 'run', elsewhere.path('packages/src/main.ts')], signal)).stderr).toMatch(
      /Cannot find (?:module|package) '(?:esbuild|acorn)/,
    )
  })

  it('is run by multibeam run, too', async ({ signal }) => {
    const project = makeProject({
      'hello.ts': `export function* main(name: string) { console.log('hello', name satisfies string) }`,
    })
    await runNode([cli, 'build', 'hello.ts', '-o', 'out'], signal, { cwd: project.path('.') })
    expect(await runNode([cli, 'run', project.path('out/hello.js'), 'you'], signal)).toEqual({
      stdout: 'hello you\n',
      stderr: '',
      code: 0,
    })
    expect(readFileSync(project.path('out/hello.js'), 'utf8')).not.toContain('satisfies')
  })

  it.for([
    ['broken.ts', /multibeam build: cannot compile .*broken\.ts:2:9/],
    ['gone.ts', /multibeam build: cannot find the module .*gone\.ts: check the path/],
    ['lost.ts', /cannot find the module .*gone\.js, imported as '\.\/gone\.js' by .*lost\.ts/],
    ['data.json', /cannot build .*data\.json: give a TypeScript or JavaScript module/],
  ] as const)('exits with 1 and says why %s cannot be built', async ([file, message], { signal }) => {
    const project = makeProject({
      'broken.ts': 'export function* main() {\n  const = 1\n}',
      'lost.ts': "import './gone.js'",
      'data.json': '{}',
    })
    const { stdout, stderr, code } = await runNode([cli, 'build', file, '-o', 'out'], signal, {
      cwd: project.path('.'),
    })
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 })
    expect(stderr).toMatch(message)
    expect(existsSync(project.path('out'))).toBe(false)
  })

  it.for([
    [['build'], 'build: no FILE given'],
    [['build', 'x.ts'], 'build: say where to with -o DIR'],
    [['build', 'x.ts', 'y.ts', '-o', 'z'], 'build: one FILE at a time, not x.ts and y.ts'],
    [['build', 'x.ts', '--fast'], "Unknown option '--fast'"],
  ] as const)('exits with 2 for the wrong command line %j', async ([args, message], { signal }) => {
    const { stdout, stderr, code } = await runNode([cli, ...args], signal)
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 })
    expect(stderr).toContain(`multibeam: ${message}`)
  })
})
