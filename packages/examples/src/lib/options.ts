import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

/** The command line is not what it should be; the message says how. */
export class UsageError extends Error {}

/** An option of a command line, with the type of its value. */
export interface Option<T> {
  /** What stands behind its name: N, FILE; nothing for a switch. */
  readonly argument: string | undefined
  /** What the help says of it. */
  readonly about: string
  /** Its value, from the text on the command line if there is one. Throws UsageError; `name` is what it was called. */
  read(name: string, text: string | undefined): T
}

export type Options = Readonly<Record<string, Option<unknown>>>

export type ValuesOf<O extends Options> = { readonly [K in keyof O]: O[K] extends Option<infer T> ? T : never }

/** A whole number. `otherwise` is what it is when it is not given, and `shown` what the help calls that. */
export function whole(
  otherwise: number,
  [least, most]: readonly [least: number, most: number],
  about: string,
  shown = String(otherwise),
): Option<number> {
  return {
    argument: 'N',
    about: `${about} (${shown})`,
    read: (name, text) => {
      const value = text === undefined ? otherwise : Number(text)
      if (text !== '' && Number.isInteger(value) && value >= least && value <= most) return value
      throw new UsageError(`--${name} ${text}: give a whole number from ${least} to ${most}`)
    },
  }
}

/** A file to write; `name` in the folder for temporary files if none is given. */
export function fileToWrite(name: string, about: string): Option<string> {
  return {
    argument: 'FILE',
    about: `${about} (in the folder for temporary files)`,
    read: (_name, text) => (text === undefined ? join(tmpdir(), name) : resolve(text)),
  }
}

/** A switch, which takes no value. */
export function flag(about: string): Option<boolean> {
  return { argument: undefined, about, read: (_name, text) => text !== undefined }
}

/** How many schedulers the VM has: one a core. */
export function schedulers(): Option<number> {
  return whole(Math.min(64, availableParallelism()), [1, 64], 'as many', 'one a core')
}

/** Reads a command line, on which `--help` may be, too. Throws UsageError. */
export function readOptions<O extends Options>(options: O, argv: readonly string[]): ValuesOf<O> & { help: boolean } {
  const texts = parse(options, argv)
  const values = Object.entries(options).map(([name, option]) => [name, option.read(name, texts[name])])
  return { ...(Object.fromEntries(values) as ValuesOf<O>), help: texts.help !== undefined }
}

function parse(options: Options, argv: readonly string[]): Record<string, string | undefined> {
  const known = Object.entries(options).map(
    ([name, { argument }]) => [name, { type: argument === undefined ? 'boolean' : 'string' }] as const,
  )
  try {
    const { values } = parseArgs({
      // `pnpm demo -- --size 600` hands the dashes on.
      args: argv[0] === '--' ? argv.slice(1) : [...argv],
      options: { ...Object.fromEntries(known), help: { type: 'boolean', short: 'h' } },
    })
    return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, String(value)]))
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}
