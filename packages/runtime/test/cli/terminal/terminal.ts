import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { cli } from '../../vm/support/run-node.ts'

const pretend = new URL('./pretend.mjs', import.meta.url).href
/** With what a frame begins and ends, and what gives the screen back as it was. */
const BEGIN_FRAME = '\x1b[?2026h\x1b[H'
const END_FRAME = '\x1b[J\x1b[?2026l'
const LEAVE = '\x1b[?7h\x1b[?25h\x1b[?1049l'

/** The command line in a terminal of 120 columns and 30 rows: its keys are pressed, and its screen is looked at. */
export class CommandInTerminal {
  readonly #child: ChildProcessWithoutNullStreams
  readonly #stderr: Promise<string>
  readonly #closed: Promise<unknown[]>
  #written = ''

  constructor(args: readonly string[], signal: AbortSignal) {
    const env = { ...process.env, FORCE_COLOR: undefined, NODE_OPTIONS: undefined, NO_COLOR: '1' }
    this.#child = spawn(process.execPath, ['--import', pretend, cli, ...args], { env, signal })
    this.#closed = once(this.#child, 'close')
    this.#stderr = text(this.#child.stderr)
    this.#child.stdout.setEncoding('utf8').on('data', (piece: string) => {
      this.#written += piece
    })
  }

  press(keys: string): void {
    this.#child.stdin.write(keys)
  }

  /** The lines of the newest frame, once they are as wanted. Rejects with what has been printed if the command ends before. */
  async shows(wanted: (lines: readonly string[]) => boolean): Promise<readonly string[]> {
    for (;;) {
      const lines = this.#frame
      if (wanted(lines)) return lines
      const more = once(this.#child.stdout, 'data')
      if ((await Promise.race([more, this.#closed.then(() => null)])) !== null) continue
      throw new Error(`the command has ended: ${await this.#stderr}${this.#written}`)
    }
  }

  /** Its exit code, what it said on stderr, and whether it has left the terminal as it was. */
  async end(): Promise<{ code: unknown; stderr: string; isScreenGivenBack: boolean }> {
    const [code] = await this.#closed
    return { code, stderr: await this.#stderr, isScreenGivenBack: this.#written.endsWith(LEAVE) }
  }

  get #frame(): string[] {
    const end = Math.max(0, this.#written.lastIndexOf(END_FRAME))
    const last = this.#written.slice(this.#written.lastIndexOf(BEGIN_FRAME, end), end)
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what moves a cursor
    return last.replace(/\x1b\[[?0-9;]*[a-zA-Z]/g, '').split('\r\n')
  }
}
