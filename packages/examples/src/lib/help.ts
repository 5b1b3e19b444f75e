import type { Options } from './options.ts'

/** The narrowest terminal that is thought of. */
const COLUMNS = 40
/** Where the texts about the options begin. */
const INDENT = 17

/** The help of a demo, within 40 columns. */
export function helpOf(command: string, about: string, options: Options): string {
  const rows = Object.entries(options).map(([name, { argument, about }]) => {
    return row(argument === undefined ? `--${name}` : `--${name} ${argument}`, about)
  })
  return `Usage: ${command} [OPTIONS]

${wrap(about, COLUMNS).join('\n')}

Options:
${[...rows, row('-h, --help', 'show this help')].join('\n')}

NO_COLOR=1 turns colours off and
FORCE_COLOR=3 turns all of them on.`
}

function row(option: string, about: string): string {
  const name = `  ${option}`.padEnd(INDENT - 1)
  // A name that is too long has a line of its own.
  const first = name.length < INDENT ? `${name} ` : `${name}\n${' '.repeat(INDENT)}`
  return first + wrap(about, COLUMNS - INDENT).join(`\n${' '.repeat(INDENT)}`)
}

/** A text in lines of at most so many columns, broken between words. */
export function wrap(text: string, columns: number): string[] {
  const lines: string[] = []
  for (const word of text.split(' ')) {
    const last = lines.at(-1)
    if (last !== undefined && last.length + 1 + word.length <= columns) lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
