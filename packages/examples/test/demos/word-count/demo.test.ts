import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { maskTimes } from '../../lib/mask.ts'
import { runDemo, temporaryFolder } from '../../lib/run-demo.ts'

const folder = temporaryFolder()

it.each([1, 2])('counts the text files of a folder, each once, on %i schedulers', async (schedulers) => {
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
  const again = schedulers === 1 ? [] : ['The same with 1 scheduler:', '']
  const summary = [expect.stringMatching(/^1 scheduler +TIME s {2}2 parts$/)]
  if (schedulers === 2) {
    summary.unshift(expect.stringMatching(/^2 schedulers +TIME s {2}\d \+ \d parts$/))
    summary.push(expect.stringMatching(/^speed-up +\d+\.\d\d × {2}on \d+ cores?$/))
  }
  // What one scheduler shows meanwhile is of its own.
  const told = lines.filter((line) => !/^ *\d+ % /.test(line))
  const last = [...again, ...(schedulers === 1 ? [] : ['']), ...summary]
  expect(told.slice(-10 - last.length)).toEqual([
    `end 3 ${'█'.repeat(74)}`,
    `the 2 ${'█'.repeat(49)}`,
    '',
    'As an SVG file:',
    out,
    '',
    ...last,
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

it('reads the kinds of files that it is told to', async () => {
  const texts = join(folder, 'kinds')
  mkdirSync(texts)
  for (const name of ['a.md', 'b.txt', 'c.d.ts', 'd.ts', 'e.css']) writeFileSync(join(texts, name), 'one')
  const count = async (...more: string[]): Promise<string> => {
    const out = join(folder, 'kinds.svg')
    const args = ['word-count', '--folder', texts, '--schedulers', '1', '--out', out, ...more]
    return (await runDemo(args)).stdout.split('\n')[0] as string
  }
  expect(await count()).toBe('Word count, 3 files')
  expect(await count('--kinds', 'ts,css')).toBe('Word count, 3 files')
  expect(await runDemo(['word-count', '--kinds', 'md,,txt'])).toMatchObject({
    code: 2,
    stderr: expect.stringMatching(/^--kinds md,,txt: give ends of names/),
  })
})
