// A program bundled through the plugin, run as it is: the main thread and the schedulers load the same file.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import forEsbuild from '@multibeam/compiler/esbuild'
import forRollup from '@multibeam/compiler/rollup'
import forVite from '@multibeam/compiler/vite'
import { type BuildOptions, build as esbuild } from 'esbuild'
import { rollup } from 'rollup'
import { build as vite } from 'vite'
import { describe, expect, it } from 'vitest'
import { makeProject, type Project } from '../vm/support/project.ts'
import { runNode } from '../vm/support/run-node.ts'

const files = {
  'src/main.ts': `import { type Process, receive, self, spawnWith, System, VM } from 'multibeam'
import * as first from './first.ts'
import * as second from './second.ts'

function* main(): Process<unknown> {
  spawnWith({ scheduler: 1 }, first.tell, self())
  spawnWith({ scheduler: 2 }, second.tell, self())
  spawnWith({ scheduler: 2 }, first.tell, self())
  return [[yield* receive(), yield* receive(), yield* receive()].sort(), System.schedulers()]
}

function* failing(): Process<void> {
  throw new RangeError('in a bundle')
}

await using vm = await VM.start({ schedulers: 2 })
console.log(JSON.stringify(await vm.run(main)))
console.log(await vm.run(first.name), await vm.run(second.name, 2))
const { reason } = (await vm.run(failing).catch((error: unknown) => error)) as { reason: Error }
console.log(reason.stack?.split('\\n')[1]?.trim())
`,
  // The same name in two modules: bundlers rename one of them.
  'src/first.ts': `import { type Pid, type Process, send, System } from 'multibeam'
export function* tell(to: Pid): Process<void> { send(to, ['first', System.schedulerId()]) }
export function* name(): Process<string> { return 'first' }
`,
  'src/second.ts': `import { type Pid, type Process, send, System } from 'multibeam'
export function* tell(to: Pid): Process<void> { send(to, ['second', System.schedulerId()]) }
export function* name(n: number): Process<string> { return \`second \${n}\` }
`,
}

const answer = '[[["first",1],["first",2],["second",2]],2]'

type Bundle = (project: Project) => Promise<unknown>

const withEsbuild =
  (options: BuildOptions = {}): Bundle =>
  (project) =>
    esbuild({
      absWorkingDir: project.path('.'),
      entryPoints: ['src/main.ts'],
      outdir: 'dist',
      bundle: true,
      format: 'esm',
      platform: 'node',
      sourcemap: true,
      logLevel: 'silent',
      plugins: [forEsbuild()],
      ...options,
    })

const withRollup: Bundle = async (project) => {
  const bundle = await rollup({ input: project.path('src/main.ts'), plugins: [forRollup()] })
  await bundle.write({ dir: project.path('dist'), format: 'es', sourcemap: true })
}

const withVite: Bundle = (project) =>
  vite({
    root: project.path('.'),
    configFile: false,
    logLevel: 'silent',
    plugins: [forVite()],
    build: { ssr: 'src/main.ts', outDir: 'dist', sourcemap: true },
  })

describe.each([
  ['esbuild', withEsbuild()],
  ['esbuild, minified', withEsbuild({ minify: true, legalComments: 'none' })],
  ['Rollup', withRollup],
  ['Vite', withVite],
])('a program bundled with %s', (_name, bundle) => {
  it('runs its process functions on every scheduler, with stack traces in the source', async ({ signal }) => {
    const project = makeProject(files)
    await bundle(project)
    const { stdout, stderr, code } = await runNode(['--enable-source-maps', project.path('dist/main.js')], signal)
    expect({ stderr, code }).toEqual({ stderr: '', code: 0 })
    const [first, second, third] = stdout.split('\n')
    expect(first).toBe(answer)
    expect(second).toBe('first second 2')
    expect(third).toContain(`${project.path('src/main.ts')}:13:9`)
  })

  it('leaves multibeam out, and is not compiled once more by the schedulers', async ({ signal }) => {
    const project = makeProject(files)
    await bundle(project)
    expect(readdirSync(project.path('dist')).sort()).toEqual(['main.js', 'main.js.map'])
    const code = readFileSync(project.path('dist/main.js'), 'utf8')
    expect(code).toMatch(/from ?["']multibeam["']/)
    expect(code).toMatch(/import ?["']multibeam\/support["']/)
    const before = cached(project)
    await runNode([project.path('dist/main.js')], signal)
    expect(cached(project)).toEqual(before)
  })
})

/** The entries of the compiler's cache for the project. */
function cached(project: Project): string[] {
  const directory = project.path('node_modules/.cache/multibeam')
  return existsSync(directory) ? readdirSync(directory).filter((name) => name.endsWith('.js')) : []
}
