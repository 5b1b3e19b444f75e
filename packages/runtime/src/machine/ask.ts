import { type ByteReader, type Casualties, type Extras, type Pid, type Ref, TaskStatus } from '@multibeam/scheduler'
import { localReceiver } from '../process/local-receiver.ts'
import { NOTHING, ProcessRecord } from '../process/record.ts'
import { type Process, Step, type Suspended, suspended } from '../process/suspension.ts'
import { Accept, type Waiting } from '../process/waiting.ts'
import { Notice, ProcessSignal } from '../signals/kinds.ts'
import { copyTerm } from '../terms/copy.ts'
import { decodeTerm } from '../terms/decode.ts'
import { encodeTerm } from '../terms/encode.ts'
import { answer } from './answer.ts'
import { processFor } from './current.ts'
import { plainError } from './error-term.ts'
import type { Machine } from './machine.ts'
import { answerForDead, type Question } from './question.ts'

/** The answer to a question, or why it cannot be given. */
class Answer {
  readonly #value: unknown
  readonly #failed: boolean

  constructor(value: unknown, failed: boolean) {
    this.#value = value
    this.#failed = failed
  }

  unwrap(): unknown {
    if (this.#failed) throw this.#value
    return this.#value
  }
}

/** A process that has asked another scheduler something waits for the answer. One question at a time, told from earlier ones by its number. */
class Asking extends Step<unknown> implements Waiting {
  readonly receiving = false
  readonly stateless = false
  readonly question: number
  /** What has been asked: a process and the question, or a scheduler (about a timer). */
  readonly about: Pid | undefined
  readonly asked: Question | undefined
  readonly scheduler: number

  constructor(machine: Machine, about: Pid | undefined, asked: Question | undefined, scheduler: number) {
    super()
    this.question = machine.refs.nextQuestion()
    this.about = about
    this.asked = asked
    this.scheduler = scheduler
  }

  step(): unknown | Suspended {
    const process = processFor('a question')
    const { handed } = process
    if (handed instanceof Answer) {
      process.handed = NOTHING
      process.waiting = null
      return handed.unwrap()
    }
    process.waiting = this
    process.status = TaskStatus.waiting
    return suspended()
  }

  accepts(): Accept {
    return Accept.no
  }

  abandon(): void {}
}

/** Asks the owner of a process about it, behind every signal sent to it before. The answer is to be taken at once, with `yield*`. */
export function askAbout(machine: Machine, pid: Pid, question: Question): Process<unknown> {
  const asker = machine.current as ProcessRecord
  const asking = new Asking(machine, pid, question, -1)
  const { endpoint } = machine
  const payload = endpoint.begin()
  payload.f64(asker.pid)
  payload.u32(asking.question)
  encodeTerm(payload, endpoint.extras, question, 'question', machine.functions)
  // A dead one answers at once, before we wait.
  asker.waiting = asking
  endpoint.sendTo(pid, ProcessSignal.ask)
  return asking
}

/**
 * Asks another scheduler about a timer that it keeps, and to cancel it if so wished; the answer is to be taken with `yield*`: milliseconds,
 * undefined, or in an array the process with which the timer has gone. That one is asked by the asker itself, not in its name: so that it is known whom
 * it waits for if a scheduler dies.
 */
export function askScheduler(machine: Machine, scheduler: number, ref: Ref, cancel: boolean): Process<unknown> {
  const asking = new Asking(machine, undefined, undefined, scheduler)
  const payload = machine.endpoint.begin()
  payload.u8(Notice.timer)
  payload.f64((machine.current as ProcessRecord).pid)
  payload.u32(asking.question)
  payload.f64(ref)
  payload.u8(cancel ? 1 : 0)
  machine.endpoint.notify(scheduler)
  return asking
}

/** Whom a process waits for an answer from may have died with its scheduler, and the question with it. */
export function answerForLost(machine: Machine, process: ProcessRecord, dead: Casualties): void {
  const { waiting } = process
  if (!(waiting instanceof Asking)) return
  if (waiting.about !== undefined && dead.has(waiting.about)) {
    accept(machine, process, waiting.question, new Answer(answerForDead(waiting.asked as Question), false))
  } else if (waiting.scheduler === dead.scheduler) {
    accept(machine, process, waiting.question, new Answer(undefined, false))
  }
}

/** A question about a process of this scheduler, or about a dead one. */
export function answerAsk(machine: Machine, about: ProcessRecord | Pid, payload: ByteReader, extras: Extras): void {
  const asker = payload.f64() as Pid
  const question = payload.u32()
  const asked = decodeTerm(payload, extras.list, extras.from, machine.functions) as Question
  const value = about instanceof ProcessRecord ? answer(machine, about, asker, asked) : answerForDead(asked)
  sendAnswer(machine, asker, question, value)
}

export function sendAnswer(machine: Machine, asker: Pid, question: number, value: unknown): void {
  const process = localReceiver(machine, asker)
  if (process !== undefined) {
    accept(machine, process, question, localAnswer(machine, value))
    return
  }
  try {
    // A copy first: a getter in a dictionary may itself send.
    writeAnswer(machine, question, true, copyTerm(value, 'answer', machine.functions))
  } catch (error) {
    writeAnswer(machine, question, false, plainError(error))
  }
  machine.endpoint.sendTo(asker, ProcessSignal.answer)
  machine.scheduler.attend()
}

function writeAnswer({ endpoint, functions }: Machine, question: number, found: boolean, term: unknown): void {
  const payload = endpoint.begin()
  payload.u32(question)
  payload.u8(found ? 1 : 0)
  encodeTerm(payload, endpoint.extras, term, 'answer', functions)
}

/** A dictionary may hold what cannot be sent: the asker is told, and whoever answers goes on. */
function localAnswer(machine: Machine, value: unknown): Answer {
  try {
    return new Answer(copyTerm(value, 'answer', machine.functions), false)
  } catch (error) {
    return new Answer(error, true)
  }
}

export function takeAnswer(machine: Machine, process: ProcessRecord, payload: ByteReader, extras: Extras): void {
  const question = payload.u32()
  const failed = payload.u8() === 0
  accept(
    machine,
    process,
    question,
    new Answer(decodeTerm(payload, extras.list, extras.from, machine.functions), failed),
  )
}

function accept(machine: Machine, process: ProcessRecord, question: number, known: Answer): void {
  const { waiting } = process
  // It may have been resumed by something else meanwhile; then the answer is for nobody.
  if (!(waiting instanceof Asking) || waiting.question !== question) return
  if (process.status === TaskStatus.waiting) machine.resume(process, known)
  else process.handed = known
}
