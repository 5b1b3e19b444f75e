import { emitKeypressEvents } from 'node:readline'
import type { Size } from './frame.ts'
import type { Key } from './keys.ts'

/** The parts of `process.stdin` and `process.stdout` that are used. */
export interface TerminalInput extends NodeJS.ReadableStream {
  readonly isTTY?: boolean
  setRawMode?(raw: boolean): unknown
  unref?(): unknown
}
export interface TerminalOutput extends NodeJS.WritableStream {
  readonly isTTY?: boolean
  readonly columns?: number
  readonly rows?: number
  readonly writableNeedDrain?: boolean
}

// The other screen, which leaves what was there before as it was; without a cursor; lines that are too long are cut, not wrapped.
const ENTER = '\x1b[?1049h\x1b[?25l\x1b[?7l'
const LEAVE = '\x1b[?7h\x1b[?25h\x1b[?1049l'
/** A frame is shown at once, by terminals that know this. */
const BEGIN_FRAME = '\x1b[?2026h\x1b[H'
const END_FRAME = '\x1b[J\x1b[?2026l'

/** Signals that end a program, and their numbers. */
const DEADLY = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 } as const
const SIGNALS = Object.keys(DEADLY) as (keyof typeof DEADLY)[]

/** A terminal that is drawn on, and that is again what it was however the program ends. */
export class Terminal {
  readonly #input: TerminalInput
  readonly #output: TerminalOutput
  #isEntered = false
  #shown = ''
  readonly #leave = (): void => this.leave()
  readonly #signalled = (signal: keyof typeof DEADLY): void => {
    this.leave()
    process.exit(128 + DEADLY[signal])
  }
  readonly #resumed = (): void => this.#enterScreen()
  #onKey: (key: Key) => void = () => {}
  #onResize: () => void = () => {}
  readonly #keypress = (_text: string | undefined, key: Key): void => this.#onKey(key)
  readonly #resize = (): void => this.#onResize()

  constructor(input: TerminalInput, output: TerminalOutput) {
    this.#input = input
    this.#output = output
  }

  /** Some terminals do not know, and say 0. */
  get size(): Size {
    return { columns: this.#output.columns || 80, rows: this.#output.rows || 24 }
  }

  enter(onKey: (key: Key) => void, onResize: () => void): void {
    this.#onKey = onKey
    this.#onResize = onResize
    emitKeypressEvents(this.#input)
    this.#input.on('keypress', this.#keypress)
    this.#output.on('resize', this.#resize)
    // An exception that nobody catches ends with this, too.
    process.on('exit', this.#leave)
    for (const signal of SIGNALS) process.on(signal, this.#signalled)
    process.on('SIGCONT', this.#resumed)
    this.#enterScreen()
    this.#input.resume()
  }

  /** May be called again. */
  leave(): void {
    if (!this.#isEntered) return
    this.#leaveScreen()
    this.#input.pause()
    this.#input.off('keypress', this.#keypress)
    this.#output.off('resize', this.#resize)
    process.off('exit', this.#leave)
    for (const signal of SIGNALS) process.off(signal, this.#signalled)
    process.off('SIGCONT', this.#resumed)
  }

  /** As the shell's Ctrl-Z does; goes on with `fg`. */
  suspend(): void {
    this.#leaveScreen()
    process.kill(process.pid, 'SIGTSTP')
  }

  /** Shows these lines. A terminal that is slow misses frames. */
  draw(lines: readonly string[]): void {
    if (!this.#isEntered || this.#output.writableNeedDrain === true) return
    const frame = lines.map((line) => `${line}\x1b[K`).join('\r\n')
    if (frame === this.#shown) return
    this.#shown = frame
    this.#output.write(BEGIN_FRAME + frame + END_FRAME)
  }

  #enterScreen(): void {
    this.#isEntered = true
    this.#shown = ''
    this.#input.setRawMode?.(true)
    this.#output.write(ENTER)
    this.#onResize()
  }

  #leaveScreen(): void {
    if (!this.#isEntered) return
    this.#isEntered = false
    this.#output.write(LEAVE)
    this.#input.setRawMode?.(false)
  }
}
