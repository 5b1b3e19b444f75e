// The Mandelbrot demo, on the main thread: renders the set on many schedulers, shows it, renders it again on one.

import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname } from 'node:path'
import { VM } from 'multibeam'
import { coloursFor } from './colours.ts'
import { type Image, paint } from './image.ts'
import { HELP, readOptions, UsageError } from './options.ts'
import { sameTimes, tilesByScheduler } from './picture.ts'
import { encodePng } from './png.ts'
import { liveProgress, type ProgressDisplay, plainProgress } from './progress-display.ts'
import type { ProgressMessage, Rendering } from './render.ts'
import { type Run, seconds, summary } from './summary.ts'
import { terminalPicture } from './terminal-picture.ts'
import { cutIntoTiles, type Tile, type View, wholeSet } from './view.ts'

/** Widest picture in a terminal, in columns, and the size taken where there is none. */
const WIDEST = 120
const NO_TERMINAL = { columns: 80, rows: 40 }
/** After Ctrl-C nobody waits for tiles that are being computed. Chosen: longer than a normal stop takes. */
const STOP_TIMEOUT = 500

const colours = coloursFor(process.stdout.isTTY, process.env)

/** Runs the demo; the exit code: 0, 1 if the two pictures differ, 2 for a wrong command line, 130 after Ctrl-C. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    const options = readOptions(argv)
    if (options.help) {
      console.log(HELP)
      return 0
    }
    return await new Demo().run(options)
  } catch (error) {
    if (!(error instanceof UsageError)) throw error
    console.error(`${error.message}\n\n${HELP}`)
    return 2
  }
}

class Demo {
  #vm: VM | undefined
  #interrupted = false

  async run({ size, tiles: wanted, schedulers, out }: ReturnType<typeof readOptions>): Promise<number> {
    const onInterrupt = (): void => {
      this.#interrupted = true
      // What is being rendered rejects.
      void this.#vm?.stop()
    }
    process.on('SIGINT', onInterrupt)
    try {
      return await this.#renderTwice(size, wanted, schedulers, out)
    } catch (error) {
      if (!this.#interrupted) throw error
      console.log('\nInterrupted.')
      return 130
    } finally {
      process.off('SIGINT', onInterrupt)
    }
  }

  async #renderTwice(size: number, wanted: number, schedulers: number, out: string): Promise<number> {
    const view = wholeSet(size)
    const tiles = cutIntoTiles(view.width, view.height, wanted)
    console.log(`${colours.bold('The Mandelbrot set')}, ${view.width} × ${view.height} pixels`)
    console.log(`${tiles.length} tiles, a process each, all spawned`)
    console.log('on scheduler 1; idle schedulers steal.\n')

    const many = await this.#render(view, tiles, schedulers)
    const image = paint(many.picture)
    console.log()
    const { columns, rows } = process.stdout.isTTY ? process.stdout : NO_TERMINAL
    console.log(terminalPicture(image, Math.min(columns, WIDEST), Math.max(10, rows - 2), colours).join('\n'))
    writePng(image, out)
    console.log(`\nAs a PNG file, a hue a scheduler:\n${out}\n`)

    const first = toRun(many, schedulers)
    if (schedulers === 1) {
      console.log(`1 scheduler: ${seconds(first.milliseconds)}`)
      return 0
    }
    console.log('The same with 1 scheduler:\n')
    const one = await this.#render(view, tiles, 1)
    const same = sameTimes(many.picture, one.picture)
    console.log(`\n${summary(first, toRun(one, 1)).join('\n')}`)
    console.log(same ? 'Both pictures are the same.' : 'The two pictures differ!')
    return same ? 0 : 1
  }

  async #render(view: View, tiles: readonly Tile[], schedulers: number): Promise<Rendering> {
    if (this.#interrupted) throw new Error('interrupted')
    await using vm = await VM.start({ schedulers, stopTimeout: STOP_TIMEOUT })
    this.#vm = vm
    if (this.#interrupted) throw new Error('interrupted')
    const display = progressDisplay(tiles.length)
    try {
      const { render } = vm.module<typeof import('./render.ts')>(new URL('./render.ts', import.meta.url))
      const watched = watch(vm, tiles.length, display)
      const [rendering] = await Promise.all([vm.run(render, view, tiles, vm.self), watched])
      return rendering
    } finally {
      display.finish()
    }
  }
}

function writePng(image: Image, file: string): void {
  try {
    mkdirSync(dirname(file), { recursive: true })
    writeFileSync(file, encodePng(image))
  } catch (error) {
    throw new UsageError(`--out: the picture cannot be written: ${(error as Error).message}`)
  }
}

/** Shows the progress that a rendering tells the main thread of; resolves with its last message. */
async function watch(vm: VM, tiles: number, display: ProgressDisplay): Promise<void> {
  const done = new Array<number>(vm.schedulers).fill(0)
  display.update(done)
  for (let left = tiles; left > 0; left--) {
    const [, , scheduler] = await vm.receive<ProgressMessage>('progress')
    done[scheduler - 1] = (done[scheduler - 1] ?? 0) + 1
    display.update(done)
  }
}

function progressDisplay(tiles: number): ProgressDisplay {
  const { stdout, env } = process
  const live = stdout.isTTY && env.TERM !== 'dumb' && !env.CI
  return live ? liveProgress(stdout, tiles, colours) : plainProgress(console.log, tiles)
}

function toRun({ picture, milliseconds }: Rendering, schedulers: number): Run {
  return { schedulers, milliseconds, done: tilesByScheduler(picture, schedulers) }
}
