// `pnpm example NAME [ARGUMENTS]` runs one of the tutorial's programs; without a known name it lists them.

import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { root, runProgram } from './workspace.mjs'

const chapters = join(root, 'packages/examples/src')
const programs = findPrograms()
const [name, ...args] = process.argv.slice(2).filter((arg, index) => index > 0 || arg !== '--')
const program = programs.find((candidate) => candidate.name === name)

if (program) runProgram(program.file, args)
else {
  const asked = name === undefined || name === '--help' || name === '-h'
  if (!asked) console.error(`There is no example named "${name}".\n`)
  const print = asked ? console.log : console.error
  print('Usage: pnpm example NAME\n')
  const width = Math.max(0, ...programs.map((candidate) => candidate.name.length))
  for (const candidate of programs) print(`  ${candidate.name.padEnd(width)}  ${firstLine(candidate.file)}`)
  process.exitCode = asked ? 0 : 1
}

/**
 * The programs of the tutorial's chapters (`session-NN`) in their order, and then those of `behaviours`. The number in front of a file's name is its place in
 * the chapter, and no part of the program's name.
 */
function findPrograms() {
  if (!existsSync(chapters)) return []
  return readdirSync(chapters)
    .filter((chapter) => /^session-\d+$/.test(chapter))
    .sort()
    .concat('behaviours')
    .flatMap((chapter) =>
      readdirSync(join(chapters, chapter))
        .filter((file) => file.endsWith('.ts') && !file.endsWith('.d.ts'))
        .sort()
        .map((file) => ({ name: basename(file, '.ts').replace(/^\d+-/, ''), file: join(chapters, chapter, file) })),
    )
}

/** The first line of text in a program's head comment. */
function firstLine(file) {
  for (const line of readFileSync(file, 'utf8').split('\n')) {
    if (!/^\s*(\/\/|\/?\*)/.test(line)) return ''
    const text = line.replace(/^\s*(\/\/+|\/?\*+\/?)\s*/, '').replace(/\s*\*\/\s*$/, '')
    if (text !== '') return text
  }
  return ''
}
