import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { runDemo, temporaryFolder } from '../lib/run-demo.ts'

const folder = temporaryFolder()

const folders = readdirSync(new URL('../../src/demos/', import.meta.url), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name)

describe('pnpm demo', () => {
  it('lists the demos, each with a line about it', async () => {
    const { code, stdout, stderr } = await runDemo(['--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout).toMatch(/^Usage: pnpm demo \[NAME\] \[OPTIONS\]\n/)
    const listed = [...stdout.matchAll(/^ {2}(\S+) +\S.*$/gm)].map(([, name]) => name)
    expect(listed.toSorted()).toEqual(folders)
  })

  it('refuses a name that it does not know, and shows those that there are', async () => {
    const { code, stdout, stderr } = await runDemo(['mandelbrod'])
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' })
    expect(stderr).toMatch(/^There is no demo named "mandelbrod"\.\n/)
    expect(stderr).toContain('\n  mandelbrot ')
  })

  it('tells where a demo can be observed while it runs', async () => {
    const sizes = ['--levels', '2', '--size', '64', '--schedulers', '1', '--out', join(folder, 'tree.png')]
    const { code, stdout } = await runDemo(['skynet', '--observe', ...sizes])
    expect(code).toBe(0)
    expect(stdout).toMatch(/^Look inside: http:\/\/127\.0\.0\.1:\d+\/\S+$/m)
  })

  it.each(folders)('explains %s within 40 columns', async (name) => {
    const { code, stdout, stderr } = await runDemo([name, '--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    expect(stdout.split('\n')[0]).toBe(`Usage: pnpm demo ${name} [OPTIONS]`)
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(40)
  })
})
