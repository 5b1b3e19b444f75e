import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { runDemo, temporaryFolder } from '../../lib/run-demo.ts'

const folder = temporaryFolder()

it('asks processes and a pool, and gets every answer', async () => {
  const out = join(folder, 'latency.svg')
  const args = ['latency', '--questions', '40', '--hogs', '3', '--schedulers', '2', '--out', out]
  const { code, stdout, stderr } = await runDemo(args)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const lines = stdout.split('\n')
  expect(lines.slice(0, 5)).toEqual([
    'Latency under load, 40 questions',
    'One a millisecond, beside 3 hogs',
    'that compute for ever.',
    '',
    'Multibeam, 2 schedulers:',
  ])
  expect(lines.filter((line) => line.startsWith('100 %  '))).toHaveLength(2)
  expect(lines.slice(-6)).toEqual([
    expect.stringMatching(/^ +Multibeam +Piscina$/),
    expect.stringMatching(/^median +[\d.]+ ms +[\d.]+ ms$/),
    expect.stringMatching(/^90 % +[\d.]+ ms +[\d.]+ ms$/),
    expect.stringMatching(/^99 % +[\d.]+ ms +[\d.]+ ms$/),
    expect.stringMatching(/^longest +[\d.]+ ms +[\d.]+ ms$/),
    '',
  ])
  expect(readFileSync(out, 'utf8')).toMatch(/^<svg [\s\S]*<\/svg>\n$/)
})
