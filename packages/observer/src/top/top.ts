import type { SortKey } from '../protocol.ts'
import { Client } from './client.ts'
import { TopFailure } from './failure.ts'
import { frameOf, type Paint, pageOf, rowsFor } from './frame.ts'
import { type Key, press } from './keys.ts'
import { TopState } from './state.ts'
import { readTarget } from './target.ts'
import { Terminal, type TerminalInput, type TerminalOutput } from './terminal.ts'

/** Milliseconds between two questions for processes, at least. */
const ASK_MILLISECONDS = 1000
/** A question that took long is asked less often: at most this share of the time, the schedulers look at their processes for it. Chosen. */
const MOST_SHARE = 0.1
/** Processes that are printed where there is no screen. Chosen. */
const PRINTED_ROWS = 20
const PRINTED_COLUMNS = 120

export interface TopOptions {
  /** Path of a socket, or the link with its token; undefined: the only one that there is. */
  readonly target?: string | undefined
  /** Print once, and end. So it is where the output is no terminal. */
  readonly once?: boolean
  /** Print what the observer says as one JSON object, and end. */
  readonly json?: boolean
  readonly sort?: SortKey
  readonly filter?: string
}

export interface TopStreams {
  readonly input: TerminalInput
  readonly output: TerminalOutput
  readonly errors: NodeJS.WritableStream
  /** Gives text a style, or not, as the output and NO_COLOR say. */
  readonly paint: Paint
}

/** Shows an observed VM until the user quits, or the VM stops. Returns the exit code: 0, or 1 when there is nothing to show, which is said on `errors`. */
export async function top(options: TopOptions, streams: TopStreams): Promise<number> {
  try {
    const { target, once = false, json = false, sort, filter = '' } = options
    const client = new Client(readTarget(target))
    const state = new TopState({ filter })
    if (sort !== undefined && sort !== state.view.sort) state.sortBy(sort)
    if (json || once || streams.output.isTTY !== true) await printOnce(client, state, json, streams)
    else await new Screen(client, state, streams).run()
    return 0
  } catch (error) {
    if (!(error instanceof TopFailure)) throw error
    streams.errors.write(`multibeam top: ${error.message}\n`)
    return 1
  }
}

/** Rates need two looks, which the observer has after a second. */
async function printOnce(client: Client, state: TopState, json: boolean, { output, paint }: TopStreams): Promise<void> {
  const ending = new AbortController()
  const listening = client.listen((event) => {
    state.take(event)
    if (state.overview !== undefined) ending.abort()
  }, ending.signal)
  await listening.catch((error: unknown) => {
    if (!ending.signal.aborted) throw error
  })
  if (state.overview === undefined) throw new TopFailure('the VM has stopped')
  const answer = await client.ask(state.request(PRINTED_ROWS), new AbortController().signal)
  if (json) {
    const { hello, overview } = state
    output.write(`${JSON.stringify({ hello, overview, processes: answer }, undefined, 2)}\n`)
    return
  }
  state.processes = answer
  output.write(`${pageOf(state, output.columns || PRINTED_COLUMNS, paint).join('\n')}\n`)
}

/** The screen of a terminal, drawn again with each news and each key. */
class Screen {
  readonly #client: Client
  readonly #state: TopState
  readonly #terminal: Terminal
  readonly #paint: Paint
  readonly #ending = new AbortController()
  #timer: NodeJS.Timeout | undefined
  /** A question waits for its answer, and whether another one was wished for meanwhile. */
  #isAsking = false
  #askAgain = false

  constructor(client: Client, state: TopState, { input, output, paint }: TopStreams) {
    this.#client = client
    this.#state = state
    this.#terminal = new Terminal(input, output)
    this.#paint = paint
  }

  /** Resolves when the user has quit, or the VM has stopped; rejects with what went wrong. The terminal is then what it was. */
  async run(): Promise<void> {
    const { signal } = this.#ending
    try {
      await this.#client.listen((event) => {
        this.#state.take(event)
        if (event.type === 'hello') this.#begin()
        this.#draw()
      }, signal)
      if (!this.#state.hasStopped) throw new TopFailure('the connection to the observed VM is lost')
    } catch (error) {
      if (!signal.aborted) throw this.#state.hello === undefined ? error : lost(error)
    } finally {
      this.#ending.abort()
      clearTimeout(this.#timer)
      this.#terminal.leave()
    }
  }

  /** Only now, so that what is wrong before is said where the user sees it. */
  #begin(): void {
    this.#terminal.enter(
      (key) => this.#press(key),
      () => this.#askNow(),
    )
  }

  #press(key: Key): void {
    const reaction = press(this.#state, key, this.#rows)
    if (reaction === 'quit') this.#ending.abort()
    else if (reaction === 'suspend') this.#terminal.suspend()
    else if (reaction === 'ask') this.#askNow()
    if (reaction !== 'none') this.#draw()
  }

  get #rows(): number {
    return rowsFor(this.#state, this.#terminal.size)
  }

  #draw(): void {
    this.#terminal.draw(frameOf(this.#state, this.#terminal.size, this.#paint))
  }

  #askNow(): void {
    clearTimeout(this.#timer)
    if (this.#isAsking) this.#askAgain = true
    else void this.#ask(true)
  }

  /** One question after the other; never two at a time. `wanted`: by the user, who sees the answer also while the screen stands still. */
  async #ask(wanted: boolean): Promise<void> {
    const { signal } = this.#ending
    const state = this.#state
    const begun = performance.now()
    this.#isAsking = true
    try {
      const answer = await this.#client.ask(state.request(this.#rows), signal)
      if (!state.isPaused || wanted) state.processes = answer
      state.trouble = ''
    } catch (error) {
      if (signal.aborted) return
      // The stream says it if the VM has gone; what was refused is asked again.
      state.trouble = error instanceof Error ? error.message : String(error)
    } finally {
      this.#isAsking = false
    }
    this.#draw()
    const again = this.#askAgain
    this.#askAgain = false
    const took = performance.now() - begun
    const wait = again ? 0 : Math.max(ASK_MILLISECONDS, took / MOST_SHARE - took)
    this.#timer = setTimeout(() => {
      if (!state.isPaused || again) void this.#ask(again)
    }, wait)
  }
}

function lost(error: unknown): TopFailure {
  const why = error instanceof Error ? error.message : String(error)
  return new TopFailure(`the connection to the observed VM is lost: ${why}`, { cause: error })
}
