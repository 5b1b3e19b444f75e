import type { Ansis } from 'ansis'
import { createLogUpdate } from 'log-update'
import { VM } from 'multibeam'
import { coloursFor } from './colours.ts'
import type { Image } from './image.ts'
import type { Work } from './progress.ts'
import { liveProgress, type ProgressDisplay, plainProgress } from './progress-display.ts'
import { terminalPicture } from './terminal-picture.ts'

/** Widest picture in a terminal, in columns, and the size taken where there is none. */
const WIDEST = 120
const NO_TERMINAL = { columns: 80, rows: 40 }
/** After Ctrl-C nobody waits for what is being computed. Chosen: longer than a normal stop takes. */
const STOP_TIMEOUT_MS = 500

/** Lines that are drawn again in place. */
export interface Frames {
  draw(lines: readonly string[]): void
  /** Leaves the last ones on the screen and gives the cursor back. */
  finish(): void
}

/** Where a demo shows itself: the output, be it a terminal or not, and what Ctrl-C stops. */
export class Stage {
  readonly colours: Ansis
  /** Whether what was printed can be drawn over: in a terminal that moves its cursor, and not in a build's log. */
  readonly live: boolean
  /** Whether each VM tells where it can be observed. */
  observed = false
  readonly #output: NodeJS.WriteStream
  #stop: (() => Promise<unknown>) | undefined
  #interrupted = false

  constructor(output: NodeJS.WriteStream, env: NodeJS.ProcessEnv) {
    this.#output = output
    this.colours = coloursFor(output.isTTY, env)
    this.live = output.isTTY && env.TERM !== 'dumb' && !env.CI
  }

  get interrupted(): boolean {
    return this.#interrupted
  }

  /** The terminal's size at the moment; a usual one where there is no terminal. */
  get size(): { columns: number; rows: number } {
    return this.#output.isTTY ? { columns: this.#output.columns, rows: this.#output.rows } : NO_TERMINAL
  }

  print(...lines: readonly string[]): void {
    console.log(lines.join('\n'))
  }

  /** What stands at the top of a demo. */
  title(title: string, about = ''): void {
    this.print(this.colours.bold(title) + about)
  }

  /** The image, as large as the terminal allows with so many lines left for others. */
  picture(image: Image, linesLeft = 2): string[] {
    const { columns, rows } = this.size
    return terminalPicture(image, Math.min(columns, WIDEST), Math.max(10, rows - linesLeft), this.colours)
  }

  /** What shows how far each scheduler has come: bars that grow, or a line a quarter. */
  progress(work: Work): ProgressDisplay {
    if (this.live) return liveProgress(this.#output, work, this.colours)
    return plainProgress((line) => this.print(line), work)
  }

  /** Where frames can be drawn; `undefined` if they cannot. */
  frames(): Frames | undefined {
    if (!this.live) return undefined
    const draw = createLogUpdate(this.#output)
    return { draw: (lines) => draw(lines.join('\n')), finish: () => draw.done() }
  }

  /** Starts a VM for the time of `use`. Ctrl-C stops it, and what waits for it rejects. */
  async withVM<T>(schedulers: number, use: (vm: VM) => Promise<T>): Promise<T> {
    this.#checkInterrupted()
    await using vm = await VM.start({ schedulers, stopTimeout: STOP_TIMEOUT_MS })
    if (this.observed) this.print(`Look inside: ${(await vm.observe()).url}\n`)
    return await this.guard(
      () => vm.stop(),
      () => use(vm),
    )
  }

  /** Does something that Ctrl-C stops: what waits for it must reject then. */
  async guard<T>(stop: () => Promise<unknown>, work: () => Promise<T>): Promise<T> {
    this.#checkInterrupted()
    this.#stop = stop
    return await work()
  }

  /** Stops what is going on. */
  interrupt(): void {
    this.#interrupted = true
    void this.#stop?.()
  }

  #checkInterrupted(): void {
    if (this.#interrupted) throw new Error('interrupted')
  }
}
