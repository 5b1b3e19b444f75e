import { SourceMap, type SourceMapPayload } from 'node:module'
import { basename } from 'node:path'
import { type BuildOptions, build as esbuild, type Plugin } from 'esbuild'
import { rollup } from 'rollup'
import { build as vite } from 'vite'
import { describe, expect, it } from 'vitest'
import { isCompiled } from '../src/build/mark.ts'
import forEsbuild from '../src/plugin/esbuild.ts'
import forRollup from '../src/plugin/rollup.ts'
import { transformModule } from '../src/plugin/transform.ts'
import forVite from '../src/plugin/vite.ts'
import { makeProject, type Project } from './project.ts'

const processModule = `interface Thing { a: string }

export function* counter(thing: Thing): Generator<never, string> {
  return found(thing.a)
}
declare function found(a: string): string
`

describe('the transform of one module', () => {
  it('compiles process functions, imports their support, and passes the source map on', () => {
    const transformed = transformModule(processModule, '/app/a module.ts')
    expect(transformed?.code).toContain('multibeam.define')
    expect(transformed?.code).toMatch(/import "multibeam\/support";\n$/)
    expect(transformed?.code).not.toContain('sourceMappingURL')
    expect(transformed?.map).toMatchObject({ sources: ['a%20module.ts'], sourcesContent: [processModule] })
    const lines = (transformed?.code ?? '').split('\n')
    const line = lines.findIndex((text) => text.includes('found('))
    const map = new SourceMap(transformed?.map as unknown as SourceMapPayload)
    expect(map.findEntry(line, (lines[line] ?? '').indexOf('found('))).toMatchObject({ originalLine: 3 })
  })

  it.each([
    ['ordinary iterators', 'export function* numbers() { yield 1 }', '/app/a.ts'],
    ['no generators', 'export const a: number = 1', '/app/a.ts'],
    ['packages', processModule, '/app/node_modules/tool/a.ts'],
    ['virtual modules', processModule, '\0virtual.ts'],
    ['other files', processModule, '/app/a.css'],
    ['JSX', processModule, '/app/a.jsx'],
    ['a CommonJS script', 'exports.a = function* () {}\nwith (a) b()', '/app/a.js'],
  ])('leaves %s alone', (_what, source, id) => {
    expect(transformModule(source, id)).toBeNull()
  })

  it('leaves alone what it made', () => {
    expect(transformModule(transformModule(processModule, '/app/a.ts')?.code ?? '', '/app/a.ts')).toBeNull()
  })

  it('names the place of a mistake', () => {
    expect(() => transformModule('export function* main() {\n  const = 1\n}', '/app/a.ts')).toThrow(
      /^cannot compile \/app\/a\.ts:2:9: /,
    )
  })
})

const program = {
  'src/main.ts': `import { spawn } from 'multibeam'
import { counter } from './counter.ts'
import { ordinary } from './ordinary'

export function* main(n: number): Generator<never, void> { spawn(counter, ordinary(n)) }
`,
  'src/counter.ts': `export function* counter(n: number): Generator<never, number> { return n }
export class Point { constructor(readonly x: number) {} }
`,
  'src/ordinary.ts':
    'export const ordinary = (n: number): number => n as number\nexport function* numbers() { yield 1 }\n',
  // What the bundle finds in place of the real one.
  'node_modules/multibeam/package.json':
    '{ "type": "module", "exports": { ".": "./index.js", "./support": "./support.js" } }',
  'node_modules/multibeam/index.js': 'export const spawn = () => {}',
  'node_modules/multibeam/support.js': 'export {}',
}

type Bundle = (project: Project) => Promise<string>

const bundlers: [string, Bundle][] = [
  [
    'esbuild',
    async (project) => {
      const { outputFiles } = await esbuild({
        entryPoints: [project.path('src/main.ts')],
        bundle: true,
        write: false,
        format: 'esm',
        platform: 'node',
        logLevel: 'silent',
        plugins: [forEsbuild()],
      })
      return outputFiles[0]?.text ?? ''
    },
  ],
  [
    'Rollup',
    async (project) => {
      // The plugin strips the types of process modules only; for the others there are other plugins.
      project.write({ 'src/ordinary.ts': 'export const ordinary = (n) => n\nexport function* numbers() { yield 1 }\n' })
      const resolver = {
        name: 'extensions',
        resolveId: (id: string) => (id === './ordinary' ? project.path('src/ordinary.ts') : null),
      }
      const bundle = await rollup({ input: project.path('src/main.ts'), plugins: [resolver, forRollup()] })
      const { output } = await bundle.generate({ format: 'es' })
      return output[0].code
    },
  ],
  [
    'Vite',
    async (project) => {
      const result = await vite({
        root: project.root,
        configFile: false,
        logLevel: 'silent',
        plugins: [forVite()],
        build: { ssr: 'src/main.ts', write: false },
      })
      return (result as { output: { code: string }[] }).output[0]?.code ?? ''
    },
  ],
]

describe('the plugin for esbuild', () => {
  it('leaves files without process functions to esbuild’s options and to other plugins', async () => {
    const project = makeProject({
      'main.js': "import './view.js'\nimport './numbers.ts'\nexport function* main() {}",
      'view.js': 'console.log(<p/>)',
      'numbers.ts': 'export function* numbers() { yield 1 }',
    })
    const seen: string[] = []
    const other: Plugin = {
      name: 'other',
      setup: (build) => build.onLoad({ filter: /./ }, ({ path }) => void seen.push(basename(path))),
    }
    const options: BuildOptions = { entryPoints: [project.path('main.js')], bundle: true, write: false, format: 'esm' }
    await esbuild({ ...options, loader: { '.js': 'jsx' }, plugins: [forEsbuild(), other] })
    expect(seen.sort()).toEqual(['numbers.ts', 'view.js'])
  })
})

describe.each(bundlers)('a bundle made with %s', (_name, bundle) => {
  it('tells the functions of all its modules under its own URL', async () => {
    const project = makeProject(program)
    const code = await bundle(project)
    expect(code).toMatch(/from ["']multibeam["']/)
    expect(code).toMatch(/import ["']multibeam\/support["']/)
    expect(code.match(/multibeam\.define["'`]\)\]\?\.\(import\.meta\.url,\s*\{/g)).toHaveLength(2)
    expect(isCompiled(code)).toBe(true)
  })

  it('rejects a module with a mistake, naming the place', async () => {
    const project = makeProject({ ...program, 'src/counter.ts': 'export function* counter() {\n  const = 1\n}' })
    await expect(bundle(project)).rejects.toThrow(/counter\.ts:2:9: /)
  })
})
