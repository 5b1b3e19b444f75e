// Word count, on the main thread: has the words of many files counted on all cores and on one, shows the most frequent ones, and counts again by itself.

import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { defineDemo } from '../../lib/demo.ts'
import { fileToWrite, type Option, UsageError, whole } from '../../lib/options.ts'
import type { Stage } from '../../lib/stage.ts'
import { counted, type Run, seconds, summary, timeOf } from '../../lib/summary.ts'
import { watch } from '../../lib/watch.ts'
import { writeOut } from '../../lib/write-out.ts'
import { chart, drawBars } from './chart.ts'
import type { Part } from './count.ts'
import { intoParts, textFiles } from './files.ts'
import { type Counts, countWords, sameCounts, topWords, totalOf } from './words.ts'

/** What this workspace has installed. */
const DEPENDENCIES = fileURLToPath(new URL('../../../../../node_modules', import.meta.url))

const folder: Option<string> = {
  argument: 'DIR',
  about: 'whose files are read (node_modules)',
  read: (_name, text) => (text === undefined ? DEPENDENCIES : resolve(text)),
}

/** Much of a type declaration is its comments. */
const KINDS = 'md,txt,d.ts'

const kinds: Option<readonly string[]> = {
  argument: 'ENDS',
  about: `how the files' names end (${KINDS})`,
  read: (name, text = KINDS) => {
    if (/^[^,/]+(?:,[^,/]+)*$/.test(text)) return text.split(',')
    throw new UsageError(`--${name} ${text}: give ends of names with commas between, such as md,txt`)
  },
}

interface Counting {
  readonly counts: Counts
  readonly run: Run
}

export const wordCount = defineDemo({
  name: 'word-count',
  about: 'Counts the words of all text files of the dependencies, with a task for some files each.',
  options: {
    folder,
    kinds,
    parts: whole(32, [1, 10_000], 'parts'),
    top: whole(15, [1, 50], 'words that are shown'),
    out: fileToWrite('word-count.svg', 'the SVG file'),
  },
  run: async (stage, { folder, kinds, parts: wanted, top: most, schedulers, out }) => {
    const files = textFiles(folder, kinds)
    if (files.length === 0) throw new UsageError(`--folder: there is no such file in ${folder} or below`)
    const parts = intoParts(files, wanted)
    stage.title('Word count', `, ${counted(files.length, 'file')}`)
    stage.print(`${counted(parts.length, 'part')} of about the same size,`, 'a task each.\n')

    const many = await count(stage, parts, schedulers)
    const top = topWords(many.counts, most)
    stage.print('', ...drawBars(top, stage.size.columns))
    const about = `${totalOf(many.counts)} words, ${many.counts.size} different ones, in ${counted(files.length, 'file')}`
    writeOut(out, chart(top, about))
    stage.print(`\nAs an SVG file:\n${out}\n`)
    let results: readonly Counting[] = [many]
    if (schedulers === 1) {
      stage.print(timeOf(many.run, 'parts'))
    } else {
      stage.print('The same with 1 scheduler:\n')
      const one = await count(stage, parts, 1)
      results = [many, one]
      stage.print('', ...summary(many.run, one.run, 'parts'))
    }
    const started = performance.now()
    const plain: Counts = new Map()
    for (const file of files) countWords(readFileSync(file, 'utf8'), plain)
    stage.print(`without processes: ${seconds(performance.now() - started)}`)
    const same = results.every(({ counts }) => sameCounts(counts, plain))
    stage.print(`${totalOf(plain)} words, ${plain.size} different ones,`)
    stage.print(same ? 'the same as without processes.' : 'not the same as without processes!')
    return same
  },
})

function count(stage: Stage, parts: readonly (readonly string[])[], schedulers: number): Promise<Counting> {
  return stage.withVM(schedulers, async (vm) => {
    const { countAll } = vm.module<typeof import('./count.ts')>(new URL('./count.ts', import.meta.url))
    const started = performance.now()
    const watched = watch(vm, parts.length, stage.progress({ total: parts.length, unit: 'parts' }))
    const tasks: Part[] = parts.map((files, id) => ({ id, files, observer: vm.self }))
    const [counts, done] = await Promise.all([vm.run(countAll, tasks), watched])
    return { counts, run: { schedulers, milliseconds: performance.now() - started, done } }
  })
}
