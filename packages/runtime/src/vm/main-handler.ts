import type { ByteReader, Extras, Pid, SignalHandler } from '@multibeam/scheduler'
import { ProcessExit } from '../errors.ts'
import { type ErrorTerm, errorFrom } from '../machine/error-term.ts'
import { Notice, ProcessSignal } from '../machine/signals.ts'
import { decodeTerm } from '../terms/decode.ts'
import type { FunctionTable } from '../terms/functions.ts'
import type { MainMailbox } from './main-mailbox.ts'
import type { Requests } from './requests.ts'

/** What the main thread does with signals. What was printed before one is printed before anybody hears of it. */
export class MainHandler implements SignalHandler<MainMailbox> {
  readonly #functions: FunctionTable
  readonly #requests: Requests
  readonly #output: { drain(): void }

  constructor(functions: FunctionTable, requests: Requests, output: { drain(): void }) {
    this.#functions = functions
    this.#requests = requests
    this.#output = output
  }

  deliver(mailbox: MainMailbox, kind: number, payload: ByteReader, extras: Extras): undefined {
    this.#output.drain()
    if (kind === ProcessSignal.message) mailbox.take(this.#term(payload, extras))
  }

  deliverDead(): void {}

  notice(_from: number, _kind: number, payload: ByteReader, extras: Extras): void {
    this.#output.drain()
    const notice = payload.u8()
    const request = payload.u32()
    if (notice === Notice.spawned) {
      this.#requests.spawned(request, payload.f64() as Pid)
    } else if (notice === Notice.spawnFailed) {
      this.#requests.failed(request, errorFrom(this.#term(payload, extras) as ErrorTerm))
    } else if (notice === Notice.result) {
      const pid = payload.f64() as Pid
      const normal = payload.u8() === 1
      const term = this.#term(payload, extras)
      this.#requests.ended(request, (result) => {
        if (normal) result.resolve(term)
        else result.reject(new ProcessExit(pid, term))
      })
    }
  }

  encode(): boolean {
    return false
  }

  decode(): never {
    throw new Error('a process was sent to the main thread, which runs none')
  }

  #term(payload: ByteReader, extras: Extras): unknown {
    return decodeTerm(payload, extras.list, extras.from, this.#functions)
  }
}
