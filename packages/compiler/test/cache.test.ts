import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { isUsable, temporaryDirectory } from '../src/cache/directory.ts'
import { cacheKey } from '../src/cache/key.ts'
import { compileCached } from '../src/index.ts'
import { makeProject, type Project } from './project.ts'

const source = 'export function* main(n: number): Generator<never, number> { return n }'

const directory = (project: Project) => project.path('node_modules/.cache/multibeam')
const entries = (project: Project) => readdirSync(directory(project))

/** Makes `os.tmpdir()` a directory of the test's own. */
function useTemporaryDirectory(project: Project): string {
  mkdirSync(project.path('tmp'))
  vi.stubEnv('TMPDIR', project.path('tmp'))
  onTestFinished(() => void vi.unstubAllEnvs())
  return tmpdir()
}

describe('the cache', () => {
  it('keeps a compiled module beside the packages of its project', () => {
    const project = makeProject({ 'src/deep/main.ts': source })
    const first = compileCached(project.url('src/deep/main.ts'))
    const second = compileCached(project.url('src/deep/main.ts'))
    expect(first).toMatchObject({ cached: false, functions: ['main'] })
    expect(second).toEqual({ ...first, cached: true })
    expect(entries(project)).toEqual([`${cacheKey(source, project.url('src/deep/main.ts')).name}.js`])
  })

  it('goes by content and by URL', () => {
    const project = makeProject({ 'a.ts': source, 'b.ts': source })
    expect(compileCached(project.url('a.ts')).cached).toBe(false)
    expect(compileCached(project.url('b.ts')).cached).toBe(false)
    project.write({ 'a.ts': `${source}\nexport function* more() {}` })
    expect(compileCached(project.url('a.ts'))).toMatchObject({ cached: false, functions: ['main', 'more'] })
    project.write({ 'a.ts': source })
    expect(compileCached(project.url('a.ts'))).toMatchObject({ cached: true, functions: ['main'] })
  })

  it('takes a module with a query for the same one', () => {
    const project = makeProject({ 'a.ts': source })
    compileCached(project.url('a.ts'))
    expect(compileCached(`${project.url('a.ts')}?version=2#x`).cached).toBe(true)
  })

  it.each([
    ['cut short', (text: string) => text.slice(0, -10)],
    ['empty', () => ''],
    ['something else', () => '{}\nexport const main = 1'],
    ['no JSON', (text: string) => `x${text}`],
  ])('writes an entry again that is %s', (_, damage) => {
    const project = makeProject({ 'a.ts': source })
    const { code } = compileCached(project.url('a.ts'))
    const entry = join(directory(project), entries(project)[0] ?? '')
    writeFileSync(entry, damage(readFileSync(entry, 'utf8')))
    expect(compileCached(project.url('a.ts'))).toMatchObject({ cached: false, code })
    expect(compileCached(project.url('a.ts'))).toMatchObject({ cached: true, code })
  })

  it('does not take another module for this one where both have one name', () => {
    const project = makeProject({ 'a.ts': source, 'b.ts': source })
    const { code } = compileCached(project.url('a.ts'))
    const entry = join(directory(project), entries(project)[0] ?? '')
    compileCached(project.url('b.ts'))
    const other = entries(project).find((name) => !entry.endsWith(name)) ?? ''
    copyFileSync(join(directory(project), other), entry)
    expect(compileCached(project.url('a.ts'))).toMatchObject({ cached: false, code })
    expect(compileCached(project.url('a.ts'))).toMatchObject({ cached: true, code })
  })

  it('leaves no temporary files', () => {
    const project = makeProject({ 'a.ts': source, 'b.ts': source })
    compileCached(project.url('a.ts'))
    compileCached(project.url('b.ts'))
    expect(entries(project).filter((name) => !/^[0-9a-f]{16}\.js$/.test(name))).toEqual([])
  })

  it('moves to a private temporary directory where the project has none or it can not be written', () => {
    const project = makeProject({ 'a.ts': source, 'node_modules/.cache': 'a file in the way' })
    const temporary = useTemporaryDirectory(project)
    expect(compileCached(project.url('a.ts')).cached).toBe(false)
    expect(compileCached(project.url('a.ts')).cached).toBe(true)
    expect(temporaryDirectory().startsWith(temporary)).toBe(true)
    expect(readdirSync(temporaryDirectory())).toHaveLength(1)
  })

  it('is done without when nothing can be written', () => {
    const project = makeProject({ 'a.ts': source, 'node_modules/.cache': 'a file in the way' })
    rmSync(useTemporaryDirectory(project), { recursive: true })
    writeFileSync(project.path('tmp'), 'another one')
    expect(compileCached(project.url('a.ts'))).toMatchObject({ cached: false, functions: ['main'] })
    expect(compileCached(project.url('a.ts'))).toMatchObject({ cached: false, functions: ['main'] })
  })

  it.runIf(process.getuid)('does not trust a temporary directory that others can write', async () => {
    const { chmodSync } = await import('node:fs')
    useTemporaryDirectory(makeProject({}))
    expect(isUsable(temporaryDirectory())).toBe(true)
    chmodSync(temporaryDirectory(), 0o777)
    expect(isUsable(temporaryDirectory())).toBe(false)
  })
})
