import { parseArgs } from 'node:util'

export interface Command {
  name: 'run' | 'help' | 'version'
  /** The module to run. */
  file: string
  args: string[]
  schedulers: number | undefined
}

/** The command line is not what it should be; the message says how. */
export class UsageError extends Error {}

/** Reads `multibeam run [--schedulers N] FILE [ARGS…]`; whatever follows FILE is the program's. */
export function readCommand(argv: readonly string[]): Command {
  const command: Command = { name: 'help', file: '', args: [], schedulers: undefined }
  const fileAt = argv[0] === 'run' ? indexOfFile(argv) : argv.length
  const { values, positionals } = parse(argv.slice(0, fileAt))
  if (values.help === true) return command
  if (values.version === true) return { ...command, name: 'version' }
  const [name] = positionals
  if (name === undefined) throw new UsageError('no command given')
  if (name !== 'run') throw new UsageError(`there is no command "${name}"`)
  const file = argv[fileAt]
  if (file === undefined) throw new UsageError('run: no FILE given')
  return { name: 'run', file, args: argv.slice(fileAt + 1), schedulers: readSchedulers(values.schedulers) }
}

function indexOfFile(argv: readonly string[]): number {
  for (let i = 1; i < argv.length; i++) {
    const arg = argv[i] as string
    if (arg === '--schedulers' || arg === '-s') i++
    else if (!arg.startsWith('-')) return i
  }
  return argv.length
}

function parse(argv: string[]): ReturnType<typeof parseOptions> {
  try {
    return parseOptions(argv)
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function parseOptions(argv: string[]) {
  return parseArgs({
    args: argv,
    allowPositionals: true,
    options: {
      help: { type: 'boolean', short: 'h' },
      version: { type: 'boolean', short: 'v' },
      schedulers: { type: 'string', short: 's' },
    },
  })
}

function readSchedulers(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const schedulers = Number(text)
  if (Number.isInteger(schedulers) && schedulers >= 1 && schedulers <= 64) return schedulers
  throw new UsageError(`--schedulers ${text}: give a whole number from 1 to 64`)
}
