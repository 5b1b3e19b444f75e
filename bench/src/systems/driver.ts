/**
 * Drives a system in a child process. The protocol is made of lines, so that Erlang speaks it as easily as Node:
 *
 *     child:  @bench {"ready":true}
 *     parent: run WORKLOAD SIZE …
 *     child:  @bench {"value":NANOSECONDS,"check":"TEXT"}      or      @bench {"error":"TEXT"}
 *
 * with `"figures":[NANOSECONDS,…]` beside the value for a workload that measures several.
 *
 * The end of its input ends the child. What else the child prints is repeated on our stderr.
 */

import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Outcome, Workload } from '../harness/workload.ts'
import type { RunningSystem } from './system.ts'

export const answerMark = '@bench '

/** Chosen: ten times what the longest run takes. It ends a run whose message was lost, which would wait for ever. */
export const answerLimitSeconds = 120

/** Chosen: a child that has not ended so long after the end of its input is killed. */
const stopGraceMs = 5_000

export interface DriverOptions {
  readonly name: string
  readonly command: string
  readonly args: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  readonly runLimitSeconds?: number
}

interface Answer {
  readonly ready?: boolean
  readonly value?: number
  readonly check?: string
  readonly figures?: readonly number[]
  readonly error?: string
}

export class Driver implements RunningSystem {
  readonly #name: string
  readonly #child: ChildProcess
  readonly #runLimitSeconds: number
  readonly #ended: Promise<unknown>
  #waiting: { resolve(answer: Answer): void; reject(error: Error): void } | undefined
  #failure: Error | undefined

  private constructor(options: DriverOptions) {
    this.#name = options.name
    this.#runLimitSeconds = options.runLimitSeconds ?? answerLimitSeconds
    this.#waiting = undefined
    this.#failure = undefined
    this.#child = spawn(options.command, options.args, {
      stdio: ['pipe', 'pipe', 'inherit'],
      env: options.env ?? process.env,
    })
    // A bench that is interrupted takes its children with it: one in the middle of a run would not see its input end.
    const kill = () => this.#child.kill('SIGKILL')
    process.once('exit', kill)
    this.#child.on('close', () => process.off('exit', kill))
    this.#ended = once(this.#child, 'close').catch(() => undefined)
    this.#child.on('error', (error) => this.#fail(`${options.command} could not be started: ${error.message}`))
    this.#child.on('close', (code, signal) => this.#fail(`its process ended (${signal ?? `exit code ${code}`})`))
    // A child that has ended is reported by `close`; the write that finds its pipe closed says nothing more.
    this.#child.stdin?.on('error', () => undefined)
    if (this.#child.stdout) createInterface({ input: this.#child.stdout }).on('line', (line) => this.#line(line))
  }

  /** Starts the child and waits until it says that it is ready. */
  static async start(options: DriverOptions): Promise<Driver> {
    const driver = new Driver(options)
    try {
      const answer = await driver.#answer('start', answerLimitSeconds)
      if (answer.error !== undefined) throw new Error(`${options.name} could not start: ${answer.error}`)
      return driver
    } catch (error) {
      await driver.stop()
      throw error
    }
  }

  async run(workload: Workload, sizes: readonly number[]): Promise<Outcome> {
    const answer = this.#answer(`run ${workload.id}`, this.#runLimitSeconds)
    this.#child.stdin?.write(`run ${workload.id} ${sizes.join(' ')}\n`)
    const { value, check, figures, error } = await answer
    if (error !== undefined) throw new Error(`${this.#name} failed in ${workload.id}: ${error}`)
    if (typeof value !== 'number' || typeof check !== 'string') {
      throw new Error(`${this.#name} answered ${workload.id} with neither a result nor an error`)
    }
    return { value, check, ...(figures && { figures }) }
  }

  /** Ends the child: by the end of its input, by a signal when it does not follow. */
  async stop(): Promise<void> {
    this.#child.stdin?.end()
    const killer = setTimeout(() => this.#child.kill('SIGKILL'), this.#failure ? 0 : stopGraceMs)
    await this.#ended
    clearTimeout(killer)
  }

  #answer(doing: string, limitSeconds: number): Promise<Answer> {
    return new Promise((resolve, reject) => {
      if (this.#failure) {
        reject(this.#failure)
        return
      }
      const limit = setTimeout(() => {
        this.#fail(`no answer to "${doing}" within ${limitSeconds} s: a message was lost, or it hangs`)
      }, limitSeconds * 1000)
      this.#waiting = {
        resolve: (answer) => {
          clearTimeout(limit)
          resolve(answer)
        },
        reject: (error) => {
          clearTimeout(limit)
          reject(error)
        },
      }
    })
  }

  #line(line: string): void {
    if (!line.startsWith(answerMark)) {
      process.stderr.write(`${this.#name}: ${line}\n`)
      return
    }
    const waiting = this.#waiting
    this.#waiting = undefined
    try {
      waiting?.resolve(JSON.parse(line.slice(answerMark.length)) as Answer)
    } catch {
      waiting?.reject(new Error(`${this.#name} answered with a line that is no JSON: ${line}`))
    }
  }

  #fail(message: string): void {
    this.#failure ??= new Error(`${this.#name}: ${message}`)
    this.#waiting?.reject(this.#failure)
    this.#waiting = undefined
  }
}
