import { mkdirSync, symlinkSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { compileCached, compileGraph } from '../src/index.ts'
import { makeProject } from './project.ts'

describe('compiling a program', () => {
  it('reaches each module once, through circles, plain JavaScript and import()', async () => {
    const project = makeProject({
      'main.ts': "import { ping } from './lib/ping.ts'\nimport './plain.js'\nexport function* main() { yield* ping() }",
      'lib/ping.ts': "export { main } from '../main.ts'\nexport function* ping(): any { return import('./pong.ts') }",
      'lib/pong.ts': 'export function* pong(): any {}',
      'plain.js': "export * from './last.mjs'\nimport data from './data.json' with { type: 'json' }",
      'last.mjs': 'export function* last() {}',
      'data.json': '{}',
      'never.ts': 'nobody imports me (',
    })
    const graph = await compileGraph(project.url('main.ts'))
    const names = ['main.ts', 'lib/ping.ts', 'plain.js', 'last.mjs', 'lib/pong.ts']
    expect(graph).toEqual({ entry: project.url('main.ts'), modules: names.map(project.url), compiled: 5 })
    for (const name of names) expect(compileCached(project.url(name)).cached).toBe(true)
    expect(await compileGraph(new URL(project.url('main.ts')))).toEqual({ ...graph, compiled: 0 })
  })

  it('follows the habits of TypeScript: x.js for x.ts, and no extension', async () => {
    const project = makeProject({
      'main.ts': "import './a.js'\nimport './b'\nimport './c.mjs'\nimport './real.js'",
      'a.ts': '',
      'b.ts': '',
      'c.mts': '',
      'real.js': '',
      'real.ts': '',
    })
    const { modules } = await compileGraph(project.url('main.js'))
    expect(modules).toEqual(['main.ts', 'a.ts', 'b.ts', 'c.mts', 'real.js'].map(project.url))
  })

  it('stays out of packages', async () => {
    const project = makeProject({
      'main.ts': "import 'tool'\nimport './node_modules/tool/index.js'\nimport 'node:fs'",
      'node_modules/tool/index.js': 'export function* tool() {}',
    })
    expect((await compileGraph(project.url('main.ts'))).modules).toEqual([project.url('main.ts')])
  })

  it('knows modules by their real path, as Node does', async () => {
    const project = makeProject({ 'real/main.ts': "import './b.ts'", 'real/b.ts': '' })
    mkdirSync(project.path('links'))
    symlinkSync(project.path('real'), project.path('links/app'), 'junction')
    const { entry, modules } = await compileGraph(project.url('links/app/main.ts'))
    expect(entry).toBe(project.url('real/main.ts'))
    expect(modules).toEqual([project.url('real/main.ts'), project.url('real/b.ts')])
  })

  it('leaves an entry that is no file to Node', async () => {
    expect(await compileGraph('data:text/javascript,1')).toEqual({
      entry: 'data:text/javascript,1',
      modules: [],
      compiled: 0,
    })
  })

  it('rejects for an entry that is not there', async () => {
    const project = makeProject({})
    await expect(compileGraph(project.url('main.ts'))).rejects.toMatchObject({
      name: 'ModuleNotFound',
      code: 'MODULE_NOT_FOUND',
      file: project.path('main.ts'),
      importer: undefined,
      message: `cannot find the module ${project.path('main.ts')}: check the path`,
    })
  })

  it('rejects for an import that is not there, naming it and its importer', async () => {
    const project = makeProject({ 'main.ts': "import './lib/a.ts'", 'lib/a.ts': "export * from '../gone.js'" })
    await expect(compileGraph(project.url('main.ts'))).rejects.toMatchObject({
      code: 'MODULE_NOT_FOUND',
      file: project.path('gone.js'),
      importer: project.path('lib/a.ts'),
      message: `cannot find the module ${project.path('gone.js')}, imported as '../gone.js' by ${project.path('lib/a.ts')}: check the import's path and extension`,
    })
  })

  it('rejects for a syntax error anywhere', async () => {
    const project = makeProject({ 'main.ts': "import './a.ts'", 'a.ts': 'let a: number = )' })
    await expect(compileGraph(project.url('main.ts'))).rejects.toMatchObject({
      code: 'COMPILE_ERROR',
      file: project.path('a.ts'),
      line: 1,
      column: 17,
    })
  })

  it('leaves the mistakes of what only an import() reaches to the import()', async () => {
    const project = makeProject({
      'main.ts':
        "export function* main(): any { return [import('./gone.ts'), import('./wrong.ts'), import('./fine.ts')] }",
      'wrong.ts': "import './missing.ts'\nlet a = )",
      'fine.ts': '',
    })
    const { modules } = await compileGraph(project.url('main.ts'))
    expect(modules).toEqual(['main.ts', 'wrong.ts', 'fine.ts'].map(project.url))
  })
})
