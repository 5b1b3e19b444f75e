import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { VM } from 'multibeam'
import { describe, expect, it } from 'vitest'
import { sameTimes, tilesByScheduler } from '../../../src/demos/mandelbrot/picture.ts'
import type { Rendering } from '../../../src/demos/mandelbrot/render.ts'
import { wholeSet } from '../../../src/demos/mandelbrot/view.ts'
import { cutIntoTiles } from '../../../src/lib/tiles.ts'
import { interruptDemo, runDemo, temporaryFolder } from '../../lib/run-demo.ts'

const folder = temporaryFolder()

describe('the demo, not in a terminal', () => {
  it('renders with many schedulers and with one, and writes a PNG file', async () => {
    const out = join(folder, 'new', 'set.png')
    const args = ['--size', '48', '--tiles', '64', '--schedulers', '2', '--out', out]
    const { code, stdout, stderr } = await runDemo(args, { CI: 'true', GITHUB_ACTIONS: 'true' })
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    const lines = stdout.split('\n')
    expect(lines.slice(0, 4)).toEqual([
      'The Mandelbrot set, 48 × 32 pixels',
      '70 tiles, a process each, all spawned',
      'on scheduler 1; idle schedulers steal.',
      '',
    ])
    expect(lines.slice(4, 8).map((line) => line.slice(0, 7))).toEqual([' 25 %  ', ' 50 %  ', ' 75 %  ', '100 %  '])
    expect(lines[7]).toMatch(/^100 % {2}\d+ \+ \d+ tiles$/)
    expect(lines.slice(9, -15).every((line) => /^[ .:\-=+*#%@]{0,80}$/.test(line))).toBe(true)
    expect(lines.slice(-15)).toEqual([
      'As a PNG file, a hue a scheduler:',
      out,
      '',
      'The same with 1 scheduler:',
      '',
      ' 25 %  18 tiles',
      ' 50 %  35 tiles',
      ' 75 %  53 tiles',
      '100 %  70 tiles',
      '',
      expect.stringMatching(/^2 schedulers +\d+\.\d\d s {2}\d+ \+ \d+ tiles$/),
      expect.stringMatching(/^1 scheduler +\d+\.\d\d s {2}70 tiles$/),
      expect.stringMatching(/^speed-up +\d+\.\d\d × {2}on \d+ cores?$/),
      'Both pictures are the same.',
      '',
    ])
    const png = decode(readFileSync(out))
    expect([png.width, png.height]).toEqual([48, 32])
  })

  it('uses colours when told to, but does not move the cursor', async () => {
    const out = join(folder, 'colours.png')
    const { code, stdout } = await runDemo(['--size', '32', '--schedulers', '1', '--out', out], { FORCE_COLOR: '3' })
    expect(code).toBe(0)
    expect(stdout).toContain('\x1b[38;2;')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
    expect(stdout.replaceAll(/\x1b\[[\d;]*m/g, '')).not.toContain('\x1b')
    expect(stdout).toMatch(/\n1 scheduler: \d+\.\d\d s\n$/)
  })

  it('explains itself, and what is wrong with its options', async () => {
    const help = await runDemo(['mandelbrot', '--help'])
    expect(help).toMatchObject({ code: 0, stdout: expect.stringMatching(/^Usage: pnpm demo mandelbrot/), stderr: '' })
    const wrong = await runDemo(['--size', '0'])
    expect(wrong).toMatchObject({
      code: 2,
      stdout: '',
      stderr: expect.stringMatching(/^--size 0: give a whole number/),
    })
  })

  it('says so when the PNG file cannot be written', async () => {
    const { code, stderr } = await runDemo(['--size', '16', '--schedulers', '1', '--out', folder])
    expect({ code, first: stderr.split('\n')[0] }).toEqual({
      code: 2,
      first: expect.stringMatching(/^--out: the picture cannot be written: EISDIR/),
    })
  })

  it.runIf(process.platform !== 'win32')('stops when interrupted', async () => {
    const out = join(folder, 'never.png')
    const { code, stdout } = await interruptDemo(['mandelbrot', '--size', '2000', '--out', out], 'steal.')
    expect(code).toBe(130)
    expect(stdout).toMatch(/\nInterrupted\.\n$/)
    expect(existsSync(out)).toBe(false)
  })
})

describe('rendering', () => {
  it('computes every tile once, and the same picture for any number of schedulers', async () => {
    const view = wholeSet(90)
    const tiles = cutIntoTiles(view.width, view.height, 96)
    const [one, two, three] = await Promise.all([1, 2, 3].map((schedulers) => renderOn(schedulers)))
    for (const picture of [one, two, three].map((rendering) => (rendering as Rendering).picture)) {
      expect(picture.owners).not.toContain(0)
      expect(tilesByScheduler(picture, 3).reduce((sum, count) => sum + count)).toBe(tiles.length)
      expect(sameTimes(picture, (one as Rendering).picture)).toBe(true)
    }

    async function renderOn(schedulers: number): Promise<Rendering> {
      await using vm = await VM.start({ schedulers })
      const app = vm.module<typeof import('../../../src/demos/mandelbrot/render.ts')>(
        new URL('../../../src/demos/mandelbrot/render.ts', import.meta.url),
      )
      const rendering = await vm.run(app.render, view, tiles, vm.self)
      const told = new Set<number>()
      for (let left = tiles.length; left > 0; left--) {
        const [, tile, scheduler] = await vm.receive<['progress', number, number]>('progress', { after: 0 })
        expect(scheduler).toBe(rendering.picture.owners[tile])
        told.add(tile)
      }
      expect(told.size).toBe(tiles.length)
      return rendering
    }
  })
})
