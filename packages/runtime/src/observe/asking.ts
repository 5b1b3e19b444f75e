import type { Refusal } from '@multibeam/observer'
import type { ByteReader, Endpoint, Extras, Pid, Task } from '@multibeam/scheduler'
import type { Question } from '../machine/question.ts'
import { Notice, ProcessSignal } from '../signals/kinds.ts'
import { decodeTerm } from '../terms/decode.ts'
import { encodeTerm } from '../terms/encode.ts'
import type { FunctionTable } from '../terms/functions.ts'
import type { QuestionName, SchedulerQuestion, SchedulerQuestions, Told, TracedBatch } from './questions.ts'

/** Milliseconds that a scheduler may take to answer. Chosen: a scan of a million processes takes one or two seconds. */
const ANSWER_MILLISECONDS = 5000
const MOST_QUESTIONS = 2 ** 32 - 1

interface Open {
  /** The scheduler asked; 0: the owner of a process. */
  readonly scheduler: number
  answer(value: unknown): void
  fail(): void
  readonly timer: NodeJS.Timeout
}

/** What the main thread asks schedulers for the observer, and what it waits for. */
export class Asking {
  readonly #endpoint: Endpoint<Task>
  readonly #functions: FunctionTable
  readonly #self: Pid
  readonly #busy: (scheduler: number) => Refusal
  readonly #open = new Map<number, Open>()
  readonly #traces = new Map<number, (batch: TracedBatch) => void>()
  #number = 0

  /** `self`: the main thread's mailbox. `busy` makes what a question rejects with that is not answered in time. */
  constructor(endpoint: Endpoint<Task>, functions: FunctionTable, self: Pid, busy: (scheduler: number) => Refusal) {
    this.#endpoint = endpoint
    this.#functions = functions
    this.#self = self
    this.#busy = busy
  }

  /** Asks a scheduler. Rejects with a Refusal when it does not answer in time, or dies. */
  ask<Name extends QuestionName>(
    scheduler: number,
    name: Name,
    given: SchedulerQuestions[Name]['given'],
  ): Promise<SchedulerQuestions[Name]['answer']> {
    const { number, promise } = this.#ask(scheduler)
    this.#tell(scheduler, number, [name, given] as SchedulerQuestion)
    return promise as Promise<SchedulerQuestions[Name]['answer']>
  }

  /** Asks the owner of a process about it. Rejects the same. */
  askAbout(pid: Pid, question: Question): Promise<unknown> {
    const { number, promise } = this.#ask(0)
    const payload = this.#endpoint.begin()
    payload.f64(this.#self)
    payload.u32(number)
    encodeTerm(payload, this.#endpoint.extras, question, 'question', this.#functions)
    this.#endpoint.sendTo(pid, ProcessSignal.ask)
    this.#endpoint.flush()
    return promise
  }

  /** A number for a trace; what comes under it goes to `listener` until `endTrace`. */
  openTrace(listener: (batch: TracedBatch) => void): number {
    const number = this.#next()
    this.#traces.set(number, listener)
    return number
  }

  endTrace(number: number): void {
    this.#traces.delete(number)
  }

  /** Takes what follows the first byte of a notice `observed`. */
  takeAnswer(payload: ByteReader, extras: Extras): void {
    const number = payload.u32()
    const told = decodeTerm(payload, extras.list, extras.from, this.#functions) as Told
    const open = this.#close(number)
    if ('answer' in told) open?.answer(told.answer)
    else if (open !== undefined) process.emitWarning(`scheduler ${open.scheduler} cannot be observed: ${told.failed}`)
  }

  /** Takes what follows the first byte of a notice `traced`. */
  takeTraced(payload: ByteReader, extras: Extras): void {
    const number = payload.u32()
    this.#traces.get(number)?.(decodeTerm(payload, extras.list, extras.from, this.#functions) as TracedBatch)
  }

  /** Takes the signal `answer`, of a process's owner. */
  takeAnswerAbout(payload: ByteReader, extras: Extras): void {
    const number = payload.u32()
    payload.u8()
    this.#close(number)?.answer(decodeTerm(payload, extras.list, extras.from, this.#functions))
  }

  /** A process that was asked about had ended before it was asked. */
  isDead(number: number): void {
    this.#close(number)?.answer(undefined)
  }

  /** A scheduler has died: it answers nothing any more, nor does it if it was asked about its processes. */
  bury(scheduler: number): void {
    for (const [number, open] of [...this.#open]) {
      if (open.scheduler === scheduler || open.scheduler === 0) this.#close(number)?.fail()
    }
  }

  /** Nobody answers any more. */
  end(): void {
    for (const number of [...this.#open.keys()]) this.#close(number)?.fail()
    this.#traces.clear()
  }

  #ask(scheduler: number): { number: number; promise: Promise<unknown> } {
    const number = this.#next()
    const promise = new Promise<unknown>((resolve, reject) => {
      const fail = (): void => reject(this.#busy(scheduler))
      const timer = setTimeout(() => this.#close(number)?.fail(), ANSWER_MILLISECONDS).unref()
      this.#open.set(number, { scheduler, answer: resolve, fail, timer })
    })
    return { number, promise }
  }

  #tell(scheduler: number, number: number, question: SchedulerQuestion): void {
    const payload = this.#endpoint.begin()
    payload.u8(Notice.observe)
    payload.u32(number)
    encodeTerm(payload, this.#endpoint.extras, question, 'question', this.#functions)
    this.#endpoint.notify(scheduler)
    this.#endpoint.flush()
  }

  #next(): number {
    this.#number = (this.#number % MOST_QUESTIONS) + 1
    return this.#number
  }

  #close(number: number): Open | undefined {
    const open = this.#open.get(number)
    if (open !== undefined) clearTimeout(open.timer)
    this.#open.delete(number)
    return open
  }
}
