import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { expect, it } from 'vitest'
import { maskTimes } from '../../lib/mask.ts'
import { runDemo, temporaryFolder } from '../../lib/run-demo.ts'

const folder = temporaryFolder()

it('renders the same picture on two schedulers and on one, and writes a PNG file', async () => {
  const out = join(folder, 'spheres.png')
  const args = ['ray-tracer', '--size', '48', '--tiles', '12', '--levels', '2', '--schedulers', '2', '--out', out]
  const { code, stdout, stderr } = await runDemo(args)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const lines = maskTimes(stdout).split('\n')
  expect(lines.slice(0, 4)).toEqual([
    'A ray tracer, 48 × 30 pixels',
    '12 tiles, a process each: those with',
    'spheres take many times longer.',
    '',
  ])
  expect(lines.slice(-17)).toEqual([
    'As a PNG file, a frame a scheduler:',
    out,
    '',
    expect.stringMatching(/^\d+ tiles changed cores half-way\.$/),
    '',
    'The same with 1 scheduler:',
    '',
    ' 25 %  3 tiles',
    ' 50 %  6 tiles',
    ' 75 %  9 tiles',
    '100 %  12 tiles',
    '',
    expect.stringMatching(/^2 schedulers +TIME s {2}\d+ \+ \d+ tiles$/),
    expect.stringMatching(/^1 scheduler +TIME s {2}12 tiles$/),
    expect.stringMatching(/^speed-up +\d+\.\d\d × {2}on \d+ cores?$/),
    'Both pictures are the same.',
    '',
  ])
  const png = decode(readFileSync(out))
  expect([png.width, png.height]).toEqual([48, 30])
})
