import { type ParseArgsConfig, parseArgs } from 'node:util'
import type { SortKey } from '@multibeam/observer'

export interface RunCommand {
  name: 'run'
  /** The module to run. */
  file: string
  args: string[]
  schedulers: number | undefined
  /** The file to write a timeline to. */
  trace: string | undefined
  /** The port to observe it at, 0 for any; undefined: it is not observed. */
  observe: number | undefined
}

export interface ExplainCommand {
  name: 'explain'
  file: string
  /** For tools, in place of text. */
  json: boolean
}

export interface BuildCommand {
  name: 'build'
  file: string
  directory: string
}

/** Its arguments are read where it is: none of it is loaded for the other commands. */
export interface BenchCommand {
  name: 'bench'
  args: readonly string[]
}

export interface TopCommand {
  name: 'top'
  /** Path of the socket, or the link; undefined: the only VM that is observed here. */
  target: string | undefined
  once: boolean
  json: boolean
  sort: SortKey | undefined
  filter: string
}

export type Command =
  | TopCommand
  | RunCommand
  | ExplainCommand
  | BuildCommand
  | BenchCommand
  | { name: 'help' | 'version' }

/** The command line is not what it should be; the message says how. */
export class UsageError extends Error {}

/** What processes can be sorted by. */
const SORT_KEYS = {
  pid: true,
  name: true,
  initialCall: true,
  currentFunction: true,
  status: true,
  queueLength: true,
  reductions: true,
  memory: true,
  links: true,
  scheduler: true,
} satisfies Record<SortKey, true>

const common = {
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'v' },
} as const

/** Reads `multibeam COMMAND [OPTIONS] FILE`; what follows the FILE of `run` is the program's. */
export function readCommand(argv: readonly string[]): Command {
  const [name, ...rest] = argv
  if (name === 'run') return readRun(rest)
  if (name === 'explain') return readExplain(rest)
  if (name === 'build') return readBuild(rest)
  if (name === 'bench') return { name, args: rest }
  if (name === 'top') return readTop(rest)
  const { values, positionals } = parse({ args: [...argv], allowPositionals: true, options: common })
  const [unknown] = positionals
  const general = readGeneral(values)
  if (general) return general
  throw new UsageError(unknown === undefined ? 'no command given' : `there is no command "${unknown}"`)
}

function readRun(given: readonly string[]): Command {
  const args = withPort(given)
  const fileAt = indexOfFile(args)
  const { values } = parse({
    args: args.slice(0, fileAt),
    options: {
      ...common,
      schedulers: { type: 'string', short: 's' },
      trace: { type: 'string' },
      observe: { type: 'string' },
    },
  })
  const general = readGeneral(values)
  if (general) return general
  const file = args[fileAt]
  if (file === undefined) throw new UsageError('run: no FILE given')
  return {
    name: 'run',
    file,
    args: args.slice(fileAt + 1),
    schedulers: readSchedulers(values.schedulers),
    trace: readTrace(values.trace),
    observe: readPort(values.observe),
  }
}

/** `--observe` may stand alone; behind it, a number is its port. */
function withPort(args: readonly string[]): string[] {
  const at = args.indexOf('--observe')
  if (at === -1 || at > indexOfFile(args)) return [...args]
  const next = args[at + 1] ?? ''
  const [port, behind] = /^\d+$/.test(next) ? [next, at + 2] : ['0', at + 1]
  return [...args.slice(0, at), `--observe=${port}`, ...args.slice(behind)]
}

function indexOfFile(args: readonly string[]): number {
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string
    if (arg === '--schedulers' || arg === '-s' || arg === '--trace') i++
    else if (!arg.startsWith('-')) return i
  }
  return args.length
}

function readExplain(args: string[]): Command {
  const { values, positionals } = parse({
    args,
    allowPositionals: true,
    options: { ...common, json: { type: 'boolean' } },
  })
  return readGeneral(values) ?? { name: 'explain', file: onlyFile('explain', positionals), json: values.json === true }
}

function readBuild(args: string[]): Command {
  const { values, positionals } = parse({
    args,
    allowPositionals: true,
    options: { ...common, out: { type: 'string', short: 'o' } },
  })
  const general = readGeneral(values)
  if (general) return general
  const file = onlyFile('build', positionals)
  if (values.out === undefined || values.out === '') throw new UsageError('build: say where to with -o DIR')
  return { name: 'build', file, directory: values.out }
}

function readTop(args: string[]): Command {
  const { values, positionals } = parse({
    args,
    allowPositionals: true,
    options: {
      ...common,
      once: { type: 'boolean' },
      json: { type: 'boolean' },
      sort: { type: 'string' },
      filter: { type: 'string' },
    },
  })
  const general = readGeneral(values)
  if (general) return general
  const [target, more] = positionals
  if (more !== undefined) throw new UsageError(`top: one VM at a time, not ${target} and ${more}`)
  return {
    name: 'top',
    target,
    once: values.once === true,
    json: values.json === true,
    sort: readSort(values.sort),
    filter: values.filter ?? '',
  }
}

function readSort(text: string | undefined): SortKey | undefined {
  if (text === undefined || Object.hasOwn(SORT_KEYS, text)) return text as SortKey | undefined
  throw new UsageError(`--sort ${text}: give one of ${Object.keys(SORT_KEYS).join(', ')}`)
}

function readGeneral({ help, version }: { help?: boolean; version?: boolean }): Command | undefined {
  if (help === true) return { name: 'help' }
  return version === true ? { name: 'version' } : undefined
}

function onlyFile(command: string, positionals: readonly string[]): string {
  const [file, more] = positionals
  if (file === undefined) throw new UsageError(`${command}: no FILE given`)
  if (more !== undefined) throw new UsageError(`${command}: one FILE at a time, not ${file} and ${more}`)
  return file
}

function parse<T extends ParseArgsConfig>(config: T): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config)
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function readSchedulers(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const schedulers = Number(text)
  if (Number.isInteger(schedulers) && schedulers >= 1 && schedulers <= 64) return schedulers
  throw new UsageError(`--schedulers ${text}: give a whole number from 1 to 64`)
}

function readTrace(file: string | undefined): string | undefined {
  if (file === '') throw new UsageError('--trace: say which file to write with --trace FILE')
  return file
}

function readPort(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const port = Number(text)
  if (Number.isInteger(port) && port >= 0 && port <= 65_535) return port
  throw new UsageError(`--observe ${text}: give a port from 1 to 65535, or nothing for one that is free`)
}
