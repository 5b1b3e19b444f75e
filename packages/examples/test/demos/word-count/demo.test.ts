import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { maskTimes } from '../../lib/mask.ts'
import { runDemo, temporaryFolder } from '../../lib/run-demo.ts'

const folder = temporaryFolder()

it.each([1, 2])('counts the Markdown files of a folder, each once, on %i schedulers', async (schedulers) => {
  const texts = join(folder, `texts-${schedulers}`)
  mkdirSync(join(texts, 'deep'), { recursive: true })
  writeFileSync(join(texts, 'a.md'), 'The end is the end.')
  writeFileSync(join(texts, 'deep', 'B.MD'), 'No end of it.')
  writeFileSync(join(texts, 'deep', 'code.js'), 'the the the')
  symlinkSync(texts, join(texts, 'deep', 'again'), 'junction')
  const out = join(folder, 'words.svg')
  const args = [
    'word-count',
    '--folder',
    texts,
    '--parts',
    '2',
    '--top',
    '2',
    '--schedulers',
    `${schedulers}`,
    '--out',
    out,
  ]
  const { code, stdout, stderr } = await runDemo(args)
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
  const lines = maskTimes(stdout).split('\n')
  expect(lines.slice(0, 3)).toEqual(['Word count, 2 files', '2 parts of about the same size,', 'a task each.'])
  expect(lines.slice(-11)).toEqual([
    `end 3 ${'█'.repeat(74)}`,
    `the 2 ${'█'.repeat(49)}`,
    '',
    'As an SVG file:',
    out,
    '',
    expect.stringMatching(/^\d schedulers? +TIME s {2}[\d +]+ parts$/),
    'without processes: TIME s',
    '9 words, 6 different ones,',
    'the same as without processes.',
    '',
  ])
})

it('says so when there is nothing to read', async () => {
  const { code, stderr } = await runDemo(['word-count', '--folder', join(folder, 'nowhere')])
  expect(code).toBe(2)
  expect(stderr).toMatch(/^--folder: ENOENT/)
})
