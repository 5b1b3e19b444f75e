import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { text } from 'node:stream/consumers'
import { describe, expect, it } from 'vitest'
import { sharedProject } from './support/project.ts'
import { cli, runNode } from './support/run-node.ts'

const files = {
  'main.ts': `
    import { exit, inspect, Process, self, System } from 'multibeam'
    export function* main(...args: string[]) {
      console.log(JSON.stringify({ args, schedulers: System.schedulers() }))
      yield* Process.yield()
    }`,
  'default.ts': `export default function* (...args: string[]) { console.log('default', ...args) }`,
  'ordinary.js': `export const main = (name) => console.log('hello ' + name)`,
  'fails.ts': `
    import { exit, Process } from 'multibeam'
    export function* main(how: string) {
      yield* Process.yield()
      if (how === 'throw') throw new RangeError('thrown')
      exit(how === 'normal' ? how : ['bad', { how }])
    }`,
  'pinned.ts': `
    import { receive, self, send, spawnWith, System } from 'multibeam'
    function* there(to) { send(to, System.schedulerId()) }
    export function* main() {
      spawnWith({ scheduler: 3 }, there, self())
      console.log('on scheduler', yield* receive())
    }`,
  'talks.ts': `
    import { Process } from 'multibeam'
    export function* main() {
      for (let n = 0; ; n++) {
        console.log('line', n)
        yield* Process.yield()
      }
    }`,
  'nothing.ts': `export const x = 1`,
  'broken.ts': `export function* main() {\n  const = 1\n}`,
  'throws.ts': `export function* main() {}\nthrow new Error('while loading')`,
}

describe('multibeam run', () => {
  const project = sharedProject(files)
  const run = (signal: AbortSignal, ...args: string[]) => {
    const paths = args.map((arg) => (arg in files || arg === 'gone.ts' ? project.path(arg) : arg))
    return runNode([cli, 'run', ...paths], signal)
  }

  it('runs the export main, with the arguments behind the file, and exits with 0', async ({ signal }) => {
    const { stdout, stderr, code } = await run(signal, '--schedulers', '3', 'main.ts', 'a', '--schedulers', '-x')
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
    expect(JSON.parse(stdout)).toEqual({ args: ['a', '--schedulers', '-x'], schedulers: 3 })
  })

  it.each([[['-s', '2']], [['--schedulers=2']]])('takes the number of schedulers as %j', async (option) => {
    const { stdout } = await run(new AbortController().signal, ...option, 'main.ts')
    expect(JSON.parse(stdout)).toEqual({ args: [], schedulers: 2 })
  })

  it('has all schedulers, also those that start after the first one', async ({ signal }) => {
    expect(await run(signal, '-s', '3', 'pinned.ts')).toEqual({ stdout: 'on scheduler 3\n', stderr: '', code: 0 })
  })

  it.each([1, 2, 4])('ends cleanly at once with %i schedulers, whether they have loaded or not', async (schedulers) => {
    const { signal } = new AbortController()
    expect(await run(signal, '-s', `${schedulers}`, 'default.ts')).toEqual({ stdout: 'default\n', stderr: '', code: 0 })
    expect(await run(signal, '-s', `${schedulers}`, 'fails.ts', 'badly')).toMatchObject({
      stdout: '',
      stderr: expect.stringMatching(/^process #PID<[\d.]+> exited: [^\n]+\n$/),
      code: 1,
    })
  })

  it('runs the default export of a module without main', async ({ signal }) => {
    expect(await run(signal, '-s', '1', 'default.ts', 'b')).toEqual({ stdout: 'default b\n', stderr: '', code: 0 })
  })

  it('runs an ordinary function of a JavaScript module', async ({ signal }) => {
    expect(await run(signal, '-s', '1', 'ordinary.js', 'you')).toEqual({ stdout: 'hello you\n', stderr: '', code: 0 })
  })

  it('exits with 0 when the process exits normally', async ({ signal }) => {
    expect(await run(signal, '-s', '1', 'fails.ts', 'normal')).toEqual({ stdout: '', stderr: '', code: 0 })
  })

  it('ends quietly, with 0, when nobody reads what it prints any more', async ({ signal }) => {
    const child = spawn(process.execPath, [cli, 'run', '-s', '1', project.path('talks.ts')], { signal })
    child.stdout.once('data', () => child.stdout.destroy())
    const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
    expect([await text(child.stderr), await ended]).toEqual(['', 0])
  })

  it('exits with 1, and the reason on stderr, when it does not', async ({ signal }) => {
    const { stdout, stderr, code } = await run(signal, '-s', '1', 'fails.ts', 'badly')
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 })
    expect(stderr).toMatch(/^process #PID<0\.\d+\.\d+> exited: \[ 'bad', \{ how: 'badly' \} \]\n$/)
  })

  it('shows where an exception was thrown', async ({ signal }) => {
    const { stderr, code } = await run(signal, '-s', '1', 'fails.ts', 'throw')
    expect(code).toBe(1)
    expect(stderr).toContain('exited: RangeError: thrown\n')
    expect(stderr).toMatch(/fails\.ts:5:\d+/)
  })

  it.each([
    ['nothing.ts', /nothing\.ts exports neither "main" nor a default process function/],
    ['gone.ts', /multibeam run: cannot find the module .*gone\.ts/],
    ['broken.ts', /multibeam run: cannot compile .*broken\.ts:2:9/],
    ['throws.ts', /multibeam run: .*throws\.ts failed while it was loaded: while loading/],
  ])('exits with 1 and says why %s cannot be run', async (file, message) => {
    const { stdout, stderr, code } = await run(new AbortController().signal, '-s', '1', file)
    expect({ stdout, code }).toEqual({ stdout: '', code: 1 })
    expect(stderr).toMatch(message)
  })
})

describe('multibeam', () => {
  it.each(['--version', '-v'])('%s shows the version', async (option) => {
    const path = createRequire(import.meta.url).resolve('multibeam/package.json')
    const { version } = JSON.parse(readFileSync(path, 'utf8')) as { version: string }
    expect(await runNode([cli, option], new AbortController().signal)).toEqual({
      stdout: `${version}\n`,
      stderr: '',
      code: 0,
    })
  })

  it.each([['--help'], ['-h'], ['run', '--help']])('%s %s shows the help', async (...args) => {
    const { stdout, stderr, code } = await runNode([cli, ...args.filter(Boolean)], new AbortController().signal)
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
    expect(stdout).toContain('multibeam run [OPTIONS] FILE [ARGS…]')
  })

  it.each([
    [[], 'no command given'],
    [['walk'], 'there is no command "walk"'],
    [['run'], 'run: no FILE given'],
    [['run', '--schedulers', '2'], 'run: no FILE given'],
    [['run', '--schedulers', '0', 'x.ts'], '--schedulers 0: give a whole number from 1 to 64'],
    [['run', '--schedulers', 'many', 'x.ts'], '--schedulers many: give a whole number from 1 to 64'],
    [['run', '--fast', 'x.ts'], "Unknown option '--fast'"],
  ])('exits with 2 for the wrong command line %j', async (args, message) => {
    const { stdout, stderr, code } = await runNode([cli, ...args], new AbortController().signal)
    expect({ stdout, code }).toEqual({ stdout: '', code: 2 })
    expect(stderr).toContain(`multibeam: ${message}`)
    expect(stderr).toContain('Usage:')
  })
})
