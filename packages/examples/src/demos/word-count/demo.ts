// Word count, on the main thread: has the words of many files counted, shows the most frequent ones, and counts again by itself.

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineDemo } from '../../lib/demo.ts'
import { fileToWrite, type Option, UsageError, whole } from '../../lib/options.ts'
import { counted, seconds, timeOf } from '../../lib/summary.ts'
import { watch } from '../../lib/watch.ts'
import { writeOut } from '../../lib/write-out.ts'
import { chart, drawBars } from './chart.ts'
import type { Part } from './count.ts'
import { intoParts, markdownFiles } from './files.ts'
import { type Counts, countWords, sameCounts, topWords, totalOf } from './words.ts'

/** What this workspace has installed. */
const DEPENDENCIES = fileURLToPath(new URL('../../../../../node_modules', import.meta.url))

const folder: Option<string> = {
  argument: 'DIR',
  about: 'whose *.md are read (node_modules)',
  read: (_name, text) => (text === undefined ? DEPENDENCIES : resolve(text)),
}

export const wordCount = defineDemo({
  name: 'word-count',
  about: 'Counts the words of all Markdown files of the dependencies, with a task for some files each.',
  options: {
    folder,
    parts: whole(64, [1, 10_000], 'parts'),
    top: whole(15, [1, 50], 'words that are shown'),
    out: fileToWrite('word-count.svg', 'the SVG file'),
  },
  run: async (stage, { folder, parts: wanted, top: most, schedulers, out }) => {
    const files = markdownFiles(folder)
    if (files.length === 0) throw new UsageError(`--folder: there is no *.md file in ${folder} or below`)
    const parts = intoParts(files, wanted)
    stage.title('Word count', `, ${counted(files.length, 'file')}`)
    stage.print(`${counted(parts.length, 'part')} of about the same size,`, 'a task each.\n')

    const { counts, run } = await stage.withVM(schedulers, async (vm) => {
      const { countAll } = vm.module<typeof import('./count.ts')>(new URL('./count.ts', import.meta.url))
      const started = performance.now()
      const watched = watch(vm, parts.length, stage.progress({ total: parts.length, unit: 'parts' }))
      const tasks: Part[] = parts.map((files, id) => ({ id, files, observer: vm.self }))
      const [counts, done] = await Promise.all([vm.run(countAll, tasks), watched])
      return { counts, run: { schedulers, milliseconds: performance.now() - started, done } }
    })
    const top = topWords(counts, most)
    stage.print('', ...drawBars(top, stage.size.columns))
    const about = `${totalOf(counts)} words, ${counts.size} different ones, in ${counted(files.length, 'file')}`
    writeOut(out, chart(top, about))
    stage.print(`\nAs an SVG file:\n${out}\n`, timeOf(run, 'parts'))

    const started = performance.now()
    const plain: Counts = new Map()
    for (const file of files) countWords(readFileSync(file, 'utf8'), plain)
    const same = sameCounts(counts, plain)
    stage.print(`without processes: ${seconds(performance.now() - started)}`)
    stage.print(`${totalOf(counts)} words, ${counts.size} different ones,`)
    stage.print(same ? 'the same as without processes.' : 'not the same as without processes!')
    return same
  },
})
