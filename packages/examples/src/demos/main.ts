// `pnpm demo [NAME] [OPTIONS]`: picks the demo, or lists them.

import { type Demo, runDemo } from '../lib/demo.ts'
import { wrap } from '../lib/help.ts'

/** By name, each loaded only when it is to run. Without a name it is the first one. */
const DEMOS: Readonly<Record<string, { about: string; load(): Promise<Demo> }>> = {
  mandelbrot: {
    about: 'the Mandelbrot set, a process a tile; stealing made visible',
    load: async () => (await import('./mandelbrot/demo.ts')).mandelbrot,
  },
  'ray-tracer': {
    about: 'spheres upon spheres, a process a tile; tiles take uneven time',
    load: async () => (await import('./ray-tracer/demo.ts')).rayTracer,
  },
  life: {
    about: 'the game of life, a process a block of cells, in step by messages alone',
    load: async () => (await import('./life/demo.ts')).life,
  },
  skynet: {
    about: 'a tree of 1,111,111 processes, and which scheduler has which branch',
    load: async () => (await import('./skynet/demo.ts')).skynet,
  },
  storm: {
    about: 'a tree of supervisors whose workers are killed at random, and come back',
    load: async () => (await import('./storm/demo.ts')).storm,
  },
  latency: {
    about: 'answers beside 20 processes that compute for ever, and the same with Piscina',
    load: async () => (await import('./latency/demo.ts')).latency,
  },
  matrix: {
    about: 'a matrix product, a process a block, which hand their factors on',
    load: async () => (await import('./matrix/demo.ts')).matrix,
  },
  'word-count': {
    about: 'the words of all texts of the dependencies, in tasks',
    load: async () => (await import('./word-count/demo.ts')).wordCount,
  },
}

/** Runs a command line; the exit code. */
export async function main(argv: readonly string[]): Promise<number> {
  // `pnpm demo -- skynet` hands the dashes on.
  const [first, ...rest] = argv[0] === '--' ? argv.slice(1) : argv
  if (first === '--help' || first === '-h') {
    console.log(usage())
    return 0
  }
  const named = first !== undefined && !first.startsWith('-')
  const name = named ? first : (Object.keys(DEMOS)[0] as string)
  if (!Object.hasOwn(DEMOS, name)) {
    console.error(`There is no demo named "${name}".\n\n${usage()}`)
    return 1
  }
  const demo = await (DEMOS[name] as (typeof DEMOS)[string]).load()
  return runDemo(demo, named ? rest : argv)
}

function usage(): string {
  const width = Math.max(...Object.keys(DEMOS).map((name) => name.length)) + 4
  const rows = Object.entries(DEMOS).map(([name, { about }]) => {
    return `  ${name}`.padEnd(width) + wrap(about, 60).join(`\n${' '.repeat(width)}`)
  })
  return `Usage: pnpm demo [NAME] [OPTIONS]

Demos, each with a README in
packages/examples/src/demos/NAME:

${rows.join('\n')}

Without a name it is mandelbrot.
pnpm demo NAME --help explains one.`
}
