import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { decode } from 'fast-png'
import { expect, it } from 'vitest'
import { interruptDemo, runDemo, temporaryFolder } from '../../lib/run-demo.ts'

const folder = temporaryFolder()

it.each([1, 2])('strikes, and finds every worker back at its seat, on %i schedulers', async (schedulers) => {
  const out = join(folder, 'storm.png')
  const sizes = ['--teams', '3', '--seats', '4', '--strikes', '60', '--pause', '1']
  const { code, stdout, stderr } = await runDemo(['storm', ...sizes, '--schedulers', `${schedulers}`, '--out', out])
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const lines = stdout.split('\n')
  expect(lines.slice(0, 4)).toEqual([
    'A crash storm, 3 × 4 workers',
    'under supervisors, which restart who is',
    'struck.',
    '',
  ])
  expect(lines.slice(4, 8).map((line) => line.replace(/\d+ restarts/, 'N restarts'))).toEqual([
    ' 25 %  15 strikes, N restarts',
    ' 50 %  30 strikes, N restarts',
    ' 75 %  45 strikes, N restarts',
    '100 %  60 strikes, N restarts',
  ])
  const told: Record<string, number> = Object.fromEntries(
    lines.slice(-10).flatMap((line) => {
      const [, name, count] = line.match(/^(\S.*\S) +(\d+)$/) ?? []
      return name === undefined ? [] : [[name, Number(count)]]
    }),
  )
  expect(told).toMatchObject({ strikes: 60, 'workers that answer': 12 })
  const { restarts = 0, 'workers killed, or failed': struck = 0, 'gone with their supervisor': gone = 0 } = told
  expect(struck + gone).toBe(restarts)
  expect(restarts).toBeGreaterThanOrEqual(50)
  expect(lines.slice(-2)).toEqual(['Nobody is missing.', ''])
  expect(decode(readFileSync(out)).width).toBe(800)
})

it.runIf(process.platform !== 'win32')('stops when interrupted', async () => {
  const { code, stdout } = await interruptDemo(['storm', '--strikes', '100000', '--pause', '10'], 'struck.')
  expect(code).toBe(130)
  expect(stdout).toMatch(/\nInterrupted\.\n$/)
})
