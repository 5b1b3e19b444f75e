import { readdirSync, statSync, truncateSync, utimesSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { prune } from '../src/cache/prune.ts'
import { compileCached } from '../src/index.ts'
import { makeProject, type Project } from './project.ts'

const DAY = 24 * 60 * 60 * 1000
const now = Date.now()
const directory = (project: Project) => project.path('node_modules/.cache/multibeam')

/** A cache with entries of an age in days, and of a size; their names begin with the given character. */
function cacheWith(entries: Record<string, { days: number; bytes?: number; end?: string }>): Project {
  const names = new Map(Object.entries(entries).map(([first, { end = '.js' }]) => [first, `${first.repeat(64)}${end}`]))
  const files = Object.fromEntries([...names.values()].map((name) => [`node_modules/.cache/multibeam/${name}`, 'x']))
  const project = makeProject(files)
  for (const [first, { days, bytes }] of Object.entries(entries)) {
    const path = join(directory(project), names.get(first) as string)
    if (bytes !== undefined) truncateSync(path, bytes)
    utimesSync(path, new Date(now), new Date(now - days * DAY))
  }
  return project
}

const left = (project: Project) => readdirSync(directory(project)).map((name) => name[0])

describe('the cache loses', () => {
  it('entries that nobody has used for thirty days, and no others', () => {
    const project = cacheWith({ a: { days: 29 }, b: { days: 31 }, c: { days: 0 } })
    project.write({ 'node_modules/.cache/multibeam/notes.txt': 'not ours' })
    utimesSync(join(directory(project), 'notes.txt'), 0, 0)
    prune(directory(project), now)
    expect(left(project)).toEqual(['a', 'c', 'n'])
  })

  it('the oldest entries where all together are larger than 64 MB', () => {
    const bytes = 24 * 1024 * 1024
    const project = cacheWith({
      a: { days: 3, bytes },
      b: { days: 9, bytes },
      c: { days: 1, bytes },
      d: { days: 8, bytes: 1 },
    })
    prune(directory(project), now)
    expect(left(project)).toEqual(['a', 'c', 'd'])
  })

  it('what was never finished, after a day', () => {
    const project = cacheWith({ a: { days: 2, end: '.123-0-4.tmp' }, b: { days: 0.5, end: '.123-0-5.tmp' } })
    prune(directory(project), now)
    expect(left(project)).toEqual(['b'])
  })

  it('V8’s code of modules that was made more than thirty days ago', () => {
    const folder = 'node_modules/.cache/multibeam/v26.1.0-x64-0123abcd-0'
    const project = makeProject({ [`${folder}/old`]: 'x', [`${folder}/new`]: 'x' })
    utimesSync(project.path(`${folder}/old`), new Date(now), new Date(now - 31 * DAY))
    prune(directory(project), now)
    expect(readdirSync(project.path(folder))).toEqual(['new'])
  })

  it('nothing that is used: an entry becomes young again when it is read', () => {
    const project = makeProject({ 'main.ts': 'export function* main() {}' })
    compileCached(project.url('main.ts'))
    const path = join(directory(project), readdirSync(directory(project))[0] as string)
    utimesSync(path, new Date(now), new Date(now - 29 * DAY))
    expect(compileCached(project.url('main.ts')).cached).toBe(true)
    expect(now - statSync(path).mtimeMs).toBeLessThan(DAY)
    prune(directory(project), now + 2 * DAY)
    expect(compileCached(project.url('main.ts')).cached).toBe(true)
  })

  it('old entries when a new one is written, and where there is no directory, nothing', () => {
    const project = cacheWith({ a: { days: 31 } })
    project.write({ 'main.ts': 'export function* main() {}' })
    compileCached(project.url('main.ts'))
    expect(readdirSync(directory(project))).toHaveLength(1)
    expect(() => prune(project.path('nowhere'), now)).not.toThrow()
  })
})
