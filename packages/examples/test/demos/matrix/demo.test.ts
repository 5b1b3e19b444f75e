import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { expect, it } from 'vitest'
import { maskTimes } from '../../lib/mask.ts'
import { runDemo, temporaryFolder } from '../../lib/run-demo.ts'

const folder = temporaryFolder()

it('multiplies on two schedulers, on one, and without processes', async () => {
  const out = join(folder, 'matrix.png')
  const args = ['matrix', '--size', '24', '--grid', '3', '--schedulers', '2', '--out', out]
  const { code, stdout, stderr } = await runDemo(args)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const lines = maskTimes(stdout).split('\n')
  expect(lines.slice(0, 3)).toEqual(['A matrix product, 24 × 24', '9 blocks, a process each, in 3 steps.', ''])
  expect(lines.slice(-6)).toEqual([
    expect.stringMatching(/^2 schedulers +TIME s {2}\d+ \+ \d+ steps$/),
    expect.stringMatching(/^1 scheduler +TIME s {2}27 steps$/),
    expect.stringMatching(/^speed-up +\d+\.\d\d × {2}on \d+ cores?$/),
    'without processes, unblocked: TIME s',
    'All products are the same.',
    '',
  ])
  expect(decode(readFileSync(out)).width).toBe(800)
})

it('wants a grid that divides the size', async () => {
  const { code, stderr } = await runDemo(['matrix', '--size', '10', '--grid', '3'])
  expect(code).toBe(2)
  expect(stderr).toMatch(/^--grid 3: it must divide the size, 10\n/)
})
