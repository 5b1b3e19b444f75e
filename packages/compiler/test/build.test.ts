import { chmodSync, existsSync, readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs'
import { SourceMap, type SourceMapPayload } from 'node:module'
import { describe, expect, it } from 'vitest'
import { buildProgram } from '../src/build/index.ts'
import { isCompiled, MARK } from '../src/build/mark.ts'
import { findReferences } from '../src/build/references.ts'
import { standalone } from '../src/build/standalone.ts'
import { compileGraph, compileModule } from '../src/index.ts'
import { loadProcessModule } from '../src/load/load.ts'
import { makeProject, type Project } from './project.ts'

const process = 'export function* main(): any { return (yield* lib()) as string }\nfunction* lib(): any {}\n'

/** Every file under a directory of the project, sorted. */
function filesIn(project: Project, directory: string): string[] {
  const names = readdirSync(project.path(directory), { recursive: true, encoding: 'utf8' })
  return names.filter((name) => statSync(project.path(`${directory}/${name}`)).isFile()).sort()
}

const read = (project: Project, name: string): string => readFileSync(project.path(name), 'utf8')
const build = (project: Project, entry: string, directory = 'out') =>
  buildProgram(project.url(entry), project.path(directory))

describe('building a program', () => {
  it('keeps the shape of the tree, and leads each import to the built file', async () => {
    const project = makeProject({
      'src/app/main.ts': `import { a } from '../lib/a.ts'\nimport '../lib/b'\nimport '../plain.js'\nimport './c.mjs?x=1'\nimport 'node:fs'\nconsole.log(a)\n${process}`,
      'src/lib/a.ts': "export const a: string = 'a'\nexport * from './deep/d.tsx'",
      'src/lib/b.ts': "export * as c from '../app/c.mts'",
      'src/lib/deep/d.tsx': "export const later = () => import('../late.ts')",
      'src/lib/late.ts': 'export {}',
      'src/app/c.mts': '',
      'src/plain.js': '',
    })
    const { entry, modules, copied, left } = await build(project, 'src/app/main.ts')
    expect(entry).toBe(project.path('out/app/main.js'))
    expect(modules).toHaveLength(7)
    expect({ copied, left }).toEqual({ copied: [], left: [] })
    expect(filesIn(project, 'out').filter((name) => !name.endsWith('.map'))).toEqual([
      'app/c.mjs',
      'app/main.js',
      'lib/a.js',
      'lib/b.js',
      'lib/deep/d.js',
      'lib/late.js',
      'plain.js',
    ])
    const specifiers = (name: string) => findReferences(read(project, name)).map(({ specifier }) => specifier)
    expect(specifiers('out/app/main.js')).toEqual([
      '../lib/a.js',
      '../lib/b.js',
      '../plain.js',
      './c.mjs?x=1',
      'node:fs',
      'multibeam/support',
    ])
    expect(specifiers('out/lib/a.js')).toEqual(['./deep/d.js'])
    // Stacks name the source by where it lies from the built file, and no file by where it lies on this machine.
    expect(read(project, 'out/app/main.js')).toContain('["../../src/app/main.ts",7,8')
    expect(read(project, 'out/app/main.js')).not.toContain('file:')
    expect(specifiers('out/lib/b.js')).toEqual(['../app/c.mjs'])
    expect(specifiers('out/lib/deep/d.js')).toEqual(['../late.js'])
  })

  it('follows new URL("…", import.meta.url) to modules, and copies other files beside them', async () => {
    const project = makeProject({
      'src/main.ts': `import data from './data.json' with { type: 'json' }
import legacy from './legacy.cjs'
export const urls = [new URL('./worker.ts', import.meta.url), new URL('page.html', import.meta.url), data, legacy]
export const others = [new URL('../outside.txt', import.meta.url), new URL('./none.txt', import.meta.url), new URL('./worker.ts', 'file:///')]`,
      'src/worker.ts': `import './helper.ts'\n${process}`,
      'src/helper.ts': '',
      'src/page.html': '<p>',
      'src/data.json': '{}',
      'src/legacy.cjs': 'module.exports = 1',
      'outside.txt': '',
    })
    const { modules, copied, left } = await build(project, 'src/main.ts')
    expect(modules).toEqual(['main.js', 'worker.js', 'helper.js'].map((name) => project.path(`out/${name}`)))
    expect(copied).toEqual(['data.json', 'legacy.cjs', 'page.html'].map((name) => project.path(`out/${name}`)))
    expect(left).toEqual([project.path('outside.txt')])
    expect(read(project, 'out/page.html')).toBe('<p>')
    const main = read(project, 'out/main.js')
    expect(main).toContain('new URL("./worker.js", import.meta.url)')
    expect(main).toContain('new URL("./page.html", import.meta.url)')
    // Still found, as long as it stays where it is.
    expect(main).toContain('new URL("../outside.txt", import.meta.url)')
    expect(main).toContain('new URL("./none.txt", import.meta.url)')
    expect(main).toContain('new URL("./worker.ts", "file:///")')
    expect(main).toMatch(/with\s*\{\s*type: ["']json["']\s*\}/)
  })

  it('leaves packages where they are', async () => {
    const project = makeProject({
      'src/main.ts': "import 'tool'\nimport '../node_modules/tool/index.js'",
      'node_modules/tool/index.js': 'export function* tool() {}',
    })
    await build(project, 'src/main.ts', 'out/deep')
    expect(filesIn(project, 'out')).toEqual(['deep/main.js', 'deep/main.js.map'])
    expect(read(project, 'out/deep/main.js')).toContain('import "../../node_modules/tool/index.js"')
  })

  it('writes source maps with the sources in them', async () => {
    const source = `type A = string\n${process}export const late = () => { import('./x'); throw new Error('here') }\n`
    const project = makeProject({ 'src/main.ts': source, 'src/x.ts': '' })
    await build(project, 'src/main.ts')
    const map = JSON.parse(read(project, 'out/main.js.map')) as SourceMapPayload & { sourcesContent: string[] }
    expect(map).toMatchObject({ file: 'main.js', sources: ['../src/main.ts'], sourcesContent: [source] })
    const lines = read(project, 'out/main.js').split('\n')
    expect(lines.at(-2)).toBe('//# sourceMappingURL=main.js.map')
    // Behind a specifier that has become longer, too.
    const line = lines.findIndex((text) => text.includes('new Error'))
    const entry = new SourceMap(map).findEntry(line, (lines[line] as string).indexOf('new Error'))
    expect(entry).toMatchObject({ originalLine: 3, originalColumn: 49 })
  })

  it('keeps the lines of JavaScript without process functions', async () => {
    const source = "#!/usr/bin/env node\nimport { b } from './b.ts'\n\nexport function* numbers() { yield b }\n"
    const project = makeProject({ 'main.js': source, 'b.ts': 'export const b: number = 1' })
    await build(project, 'main.js')
    expect(read(project, 'out/main.js')).toBe(
      `#!/usr/bin/env node\n${MARK} import { b } from "./b.js"\n\nexport function* numbers() { yield b }\n`,
    )
  })

  it('keeps an executable program executable', async () => {
    const project = makeProject({ 'main.ts': '#!/usr/bin/env node\nexport const a: number = 1\n' })
    chmodSync(project.path('main.ts'), 0o755)
    await build(project, 'main.ts')
    expect(read(project, 'out/main.js')).toMatch(/^#!\/usr\/bin\/env node\n\/\*! compiled/)
    if (globalThis.process.platform !== 'win32') expect(statSync(project.path('out/main.js')).mode & 0o777).toBe(0o755)
  })

  it('knows files by their real path', async () => {
    const project = makeProject({ 'real/main.ts': "import './b.ts'", 'real/b.ts': '' })
    symlinkSync(project.path('real'), project.path('link'), 'junction')
    await build(project, 'link/main.ts')
    expect(filesIn(project, 'out').filter((name) => name.endsWith('.js'))).toEqual(['b.js', 'main.js'])
  })

  it('says "type": "module" where no package.json does', async () => {
    const project = makeProject({ 'package.json': '{}', 'main.ts': process, 'other.mts': process })
    await build(project, 'main.ts')
    expect(JSON.parse(read(project, 'out/package.json'))).toEqual({ type: 'module' })
    // The second time it is there.
    await build(project, 'main.ts')
    await build(project, 'other.mts', 'named')
    expect(existsSync(project.path('named/package.json'))).toBe(false)
    const typed = makeProject({ 'main.ts': process })
    await build(typed, 'main.ts')
    expect(existsSync(typed.path('out/package.json'))).toBe(false)
  })

  it('builds what is built already, as it is', async () => {
    const project = makeProject({ 'main.ts': process })
    await build(project, 'main.ts', 'first')
    await build(project, 'first/main.js', 'second')
    expect(read(project, 'second/main.js')).toBe(read(project, 'first/main.js'))
  })

  it.each([
    ['an import that is missing', "import './gone.ts'", { code: 'MODULE_NOT_FOUND', file: 'gone.ts' }],
    ['a syntax error behind an import()', "import('./wrong.ts')", { code: 'COMPILE_ERROR', file: 'wrong.ts' }],
    [
      'an import that is missing behind an import()',
      "import('./lost.ts')",
      { code: 'MODULE_NOT_FOUND', file: 'gone.ts' },
    ],
    ['two sources of one name', "import './same.js'\nimport './same.ts'", { code: 'BUILD_ERROR', file: 'same.ts' }],
    ['CommonJS by its package.json', "import './old/old.js'", { code: 'BUILD_ERROR', file: 'old/old.js' }],
  ])('writes nothing for %s', async (_what, text, { code, file }) => {
    const project = makeProject({
      'main.ts': text,
      'wrong.ts': 'let a = )',
      'lost.ts': "import './gone.ts'",
      'same.ts': '',
      'same.js': '',
      'old/package.json': '{}',
      'old/old.js': 'module.exports = 1',
    })
    await expect(build(project, 'main.ts')).rejects.toMatchObject({ code, file: project.path(file) })
    expect(existsSync(project.path('out'))).toBe(false)
  })

  it('does not write over sources, nor into a package that is not ES modules', async () => {
    const project = makeProject({ 'src/main.js': "import './lib.ts'", 'src/lib.ts': '', 'out/package.json': '{}' })
    await expect(build(project, 'src/main.js', 'src')).rejects.toThrow(
      `cannot build ${project.path('src/main.js')}: it would be written over ${project.path('src/main.js')}; give another directory`,
    )
    await expect(build(project, 'src/main.js')).rejects.toThrow(/package\.json: it lacks "type": "module"/)
    expect(filesIn(project, 'out')).toEqual(['package.json'])
  })

  it.each(['data.json', 'node_modules/tool/index.js'])('is for modules of one’s own, not %s', async (name) => {
    const project = makeProject({ 'data.json': '{}', 'node_modules/tool/index.js': '' })
    await expect(build(project, name)).rejects.toMatchObject({ code: 'BUILD_ERROR', file: project.path(name) })
  })
})

describe('a built module', () => {
  it('is known as compiled, and left to Node by the loader and by compileGraph', async () => {
    const project = makeProject({
      'main.ts': `import './iterators.ts'\n${process}`,
      'iterators.ts': 'export function* a() { yield 1 }',
    })
    await build(project, 'main.ts')
    for (const name of ['main', 'iterators']) {
      expect(isCompiled(read(project, `out/${name}.js`))).toBe(true)
      expect(loadProcessModule(project.url(`out/${name}.js`), 'module')).toBeUndefined()
    }
    expect(loadProcessModule(project.url('main.ts'), undefined)).toMatchObject({ format: 'module' })
    const { entry, compiled } = await compileGraph(project.url('out/main.js'))
    expect({ entry, compiled }).toEqual({ entry: project.url('out/main.js'), compiled: 0 })
  })

  it('imports its support, without moving a line', () => {
    const { code, map } = standalone(compileModule(process, 'file:///app/main.ts').code)
    expect(code).toMatch(/\nimport "multibeam\/support";\n$/)
    expect(code).not.toContain('sourceMappingURL')
    expect(JSON.parse(map ?? '')).toMatchObject({ version: 3, sources: ['file:///app/main.ts'] })
    expect(standalone('export const a = 1\n')).toEqual({ code: 'export const a = 1\n', map: undefined })
  })

  it('keeps a text that only looks like a source map', () => {
    const code = 'export const a = `\n//# sourceMappingURL=data:application/json;base64,AAAA\n`;\nexport const b = 1\n'
    expect(standalone(code)).toEqual({ code, map: undefined })
  })
})
