import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decodeApng } from 'fast-png'
import { expect, it } from 'vitest'
import { maskTimes } from '../../lib/mask.ts'
import { interruptDemo, runDemo, temporaryFolder } from '../../lib/run-demo.ts'

const folder = temporaryFolder()

it.each([1, 3])('comes to what a board without processes comes to, on %i schedulers', async (schedulers) => {
  const out = join(folder, 'life.png')
  const sizes = ['--size', '30', '--blocks', '12', '--generations', '40', '--seed', '5']
  const { code, stdout, stderr } = await runDemo(['life', ...sizes, '--schedulers', `${schedulers}`, '--out', out])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const lines = maskTimes(stdout).split('\n')
  expect(lines.slice(0, 4)).toEqual([
    'The game of life, 30 × 18 cells',
    '12 blocks, a process each, which send',
    'their borders to eight others.',
    '',
  ])
  expect(lines.slice(4, 8).map((line) => line.slice(0, 7))).toEqual([' 25 %  ', ' 50 %  ', ' 75 %  ', '100 %  '])
  const moved = schedulers === 1 ? [] : [expect.stringMatching(/^\d+ blocks? changed cores on the way\.$/)]
  expect(lines.slice(-7 - moved.length)).toEqual([
    'As an animated PNG file:',
    out,
    '',
    expect.stringMatching(/^\d schedulers? +TIME s {2}[\d +]+ blocks$/),
    ...moved,
    '97 cells live after 40 generations,',
    'the same ones as without processes.',
    '',
  ])
  expect(decodeApng(readFileSync(out)).frames).toHaveLength(40)
})

it.runIf(process.platform !== 'win32')('stops when interrupted', async () => {
  const sizes = ['--generations', '100000', '--out', join(folder, 'never.png')]
  const { code, stdout } = await interruptDemo(['life', ...sizes], 'eight others.')
  expect(code).toBe(130)
  expect(stdout).toMatch(/\nInterrupted\.\n$/)
})
