import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { expect, it } from 'vitest'
import { maskTimes } from '../../lib/mask.ts'
import { runDemo, temporaryFolder } from '../../lib/run-demo.ts'

const folder = temporaryFolder()

it('adds up the leaves on two schedulers and on one, and draws the tree', async () => {
  const out = join(folder, 'tree.png')
  const args = ['skynet', '--levels', '3', '--size', '64', '--schedulers', '2', '--out', out]
  const { code, stdout, stderr } = await runDemo(args)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const lines = maskTimes(stdout).split('\n')
  expect(lines.slice(0, 3)).toEqual(['Skynet, 1111 processes', 'in a tree, ten below each.', ''])
  expect(lines).toContain('As a PNG file, a hue a scheduler:')
  expect(lines).toContain(out)
  expect(lines.slice(-6)).toEqual([
    '',
    expect.stringMatching(/^2 schedulers +TIME s {2}\d+ \+ \d+ processes$|^2 schedulers +TIME s {2}\d+–\d+ each$/),
    expect.stringMatching(/^1 scheduler +TIME s {2}1111 processes$/),
    expect.stringMatching(/^speed-up +\d+\.\d\d × {2}on \d+ cores?$/),
    'The sum is 499500, as it must be.',
    '',
  ])
  expect(decode(readFileSync(out)).width).toBe(64)
})
