import { availableParallelism, tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { parseArgs } from 'node:util'

export interface DemoOptions {
  help: boolean
  /** Pixels of the picture's width. */
  size: number
  tiles: number
  schedulers: number
  /** The PNG file. */
  out: string
}

/** The command line is not what it should be; the message says how. */
export class UsageError extends Error {}

const DEFAULT_SIZE = 1200
const DEFAULT_TILES = 96

export const HELP = `Usage: pnpm demo [OPTIONS]

Renders the Mandelbrot set, a process a
tile, on all cores and then on one.

Options:
  --size N       width in pixels (${DEFAULT_SIZE})
  --tiles N      tiles (${DEFAULT_TILES})
  --schedulers N as many (one a core)
  --out FILE     the PNG file (in the
                 folder for temporary
                 files)
  -h, --help     show this help

NO_COLOR=1 turns colours off and
FORCE_COLOR=3 turns all of them on.`

export function readOptions(argv: readonly string[]): DemoOptions {
  const { values } = parse(argv)
  return {
    help: values.help === true,
    size: whole('size', values.size, DEFAULT_SIZE, 16, 4096),
    tiles: whole('tiles', values.tiles, DEFAULT_TILES, 1, 10_000),
    schedulers: whole('schedulers', values.schedulers, Math.min(64, availableParallelism()), 1, 64),
    out: values.out === undefined ? join(tmpdir(), 'mandelbrot.png') : resolve(values.out),
  }
}

function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      // `pnpm demo -- --size 600` hands the dashes on.
      args: argv[0] === '--' ? argv.slice(1) : [...argv],
      options: {
        help: { type: 'boolean', short: 'h' },
        size: { type: 'string' },
        tiles: { type: 'string' },
        schedulers: { type: 'string' },
        out: { type: 'string' },
      },
    })
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

function whole(name: string, text: string | undefined, otherwise: number, least: number, most: number): number {
  const value = text === undefined ? otherwise : Number(text)
  if (text !== '' && Number.isInteger(value) && value >= least && value <= most) return value
  throw new UsageError(`--${name} ${text}: give a whole number from ${least} to ${most}`)
}
