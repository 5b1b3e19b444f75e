import type { ByteReader, Endpoint, Extras, NameTable, Pid, Ref, SignalHandler } from '@multibeam/scheduler'
import type { SupervisorReport } from '../behaviours/supervisor/report.ts'
import type { DirtyCalls } from '../dirty/calls.ts'
import { readRequest } from '../dirty/wire.ts'
import { ProcessExit } from '../errors.ts'
import type { CrashReport } from '../machine/crash-report.ts'
import { type ErrorTerm, errorFrom } from '../machine/error-term.ts'
import { type LongSchedule, readWishes } from '../machine/monitoring.ts'
import { answerForDead, type Question } from '../machine/question.ts'
import type { Asking } from '../observe/asking.ts'
import { Notice, ProcessSignal } from '../signals/kinds.ts'
import { decodeTerm } from '../terms/decode.ts'
import { encodeTerm } from '../terms/encode.ts'
import type { FunctionTable } from '../terms/functions.ts'
import type { MainMailbox } from './main-mailbox.ts'
import type { Requests } from './requests.ts'
import type { SystemMonitor } from './system-monitor.ts'

export interface MainSurroundings {
  readonly functions: FunctionTable
  readonly requests: Requests
  /** Prints what processes have printed so far. */
  drain(): void
  onCrash(report: CrashReport): void
  onLongSchedule(report: LongSchedule): void
  onSupervisor(report: SupervisorReport): void
  /** Takes the schedulers' answers; undefined while nobody observes. */
  asking(): Asking | undefined
}

/**
 * What the main thread does with signals. Its mailbox is no process, but may be treated as one that traps exits and never ends: exit
 * signals become messages, links and monitors are taken. What was printed before a signal is printed before anybody hears of it.
 */
export class MainHandler implements SignalHandler<MainMailbox> {
  readonly #surroundings: MainSurroundings
  #endpoint: Endpoint<MainMailbox> | undefined
  #names: NameTable | undefined
  #dirty: DirtyCalls | undefined
  #monitor: SystemMonitor | undefined

  constructor(surroundings: MainSurroundings) {
    this.#surroundings = surroundings
  }

  /** Says where its own signals go out, who runs dirty functions, and who keeps what is monitored; before the first one comes in. */
  attach(endpoint: Endpoint<MainMailbox>, names: NameTable, dirty: DirtyCalls, monitor: SystemMonitor): void {
    this.#endpoint = endpoint
    this.#names = names
    this.#dirty = dirty
    this.#monitor = monitor
  }

  deliver(mailbox: MainMailbox, kind: number, payload: ByteReader, extras: Extras): undefined {
    this.#surroundings.drain()
    switch (kind) {
      case ProcessSignal.message:
        mailbox.take(this.#term(payload, extras))
        return
      case ProcessSignal.ask:
        this.#answer(mailbox, payload, extras)
        return
      case ProcessSignal.exit:
        mailbox.take(['EXIT', payload.f64(), this.#term(payload, extras)])
        return
      case ProcessSignal.link:
        mailbox.links.add(payload.f64() as Pid)
        return
      case ProcessSignal.linkExit: {
        const from = payload.f64() as Pid
        if (mailbox.links.delete(from)) mailbox.take(['EXIT', from, this.#term(payload, extras)])
        return
      }
      case ProcessSignal.unlink:
        this.#unlink(mailbox, payload.f64() as Pid, payload.u32())
        return
      case ProcessSignal.down: {
        const ref = payload.f64() as Ref
        mailbox.takeDown(ref, this.#term(payload, extras))
        return
      }
      case ProcessSignal.answer:
        this.#surroundings.asking()?.takeAnswerAbout(payload, extras)
    }
  }

  deliverDead(_pid: Pid, kind: number, payload: ByteReader): void {
    if (kind === ProcessSignal.ask) {
      payload.f64()
      this.#surroundings.asking()?.isDead(payload.u32())
      return
    }
    if (kind !== ProcessSignal.monitor) return
    const watcher = payload.f64() as Pid
    const ref = payload.f64() as Ref
    const mailbox = this.#endpoint?.table.get(watcher)
    mailbox?.takeDown(ref, 'noproc')
  }

  notice(_from: number, _kind: number, payload: ByteReader, extras: Extras): void {
    const { requests, drain, onCrash, onLongSchedule, onSupervisor } = this.#surroundings
    drain()
    const notice = payload.u8()
    if (notice === Notice.crash) {
      onCrash(this.#term(payload, extras) as CrashReport)
      return
    }
    if (notice === Notice.dirty) {
      this.#dirty?.start(readRequest(payload, extras))
      return
    }
    if (notice === Notice.monitoring) {
      this.#monitor?.setProcess(readWishes(payload))
      return
    }
    if (notice === Notice.monitorEnded) {
      this.#monitor?.processEnded(payload.f64() as Pid)
      return
    }
    if (notice === Notice.longSchedule) {
      onLongSchedule(this.#term(payload, extras) as LongSchedule)
      return
    }
    if (notice === Notice.dirtyCancel) {
      this.#dirty?.cancel(payload.f64() as Pid, payload.u32())
      return
    }
    if (notice === Notice.supervisor) {
      onSupervisor(this.#term(payload, extras) as SupervisorReport)
      return
    }
    if (notice === Notice.observed) {
      this.#surroundings.asking()?.takeAnswer(payload, extras)
      return
    }
    if (notice === Notice.traced) {
      this.#surroundings.asking()?.takeTraced(payload, extras)
      return
    }
    const request = payload.u32()
    if (notice === Notice.spawned) {
      requests.spawned(request, payload.f64() as Pid)
    } else if (notice === Notice.spawnFailed) {
      requests.failed(request, errorFrom(this.#term(payload, extras) as ErrorTerm))
    } else if (notice === Notice.result) {
      const pid = payload.f64() as Pid
      const normal = payload.u8() === 1
      const term = this.#term(payload, extras)
      requests.ended(request, pid, (result) => {
        if (normal) result.resolve(term)
        else result.reject(new ProcessExit(pid, term))
      })
    }
  }

  left(): void {}

  encode(): boolean {
    return false
  }

  decode(): never {
    throw new Error('a process was sent to the main thread, which runs none')
  }

  #unlink(mailbox: MainMailbox, from: Pid, number: number): void {
    mailbox.links.delete(from)
    const payload = (this.#endpoint as Endpoint<MainMailbox>).begin()
    payload.f64(mailbox.pid)
    payload.u32(number)
    this.#send(from, ProcessSignal.unlinked)
  }

  #answer(mailbox: MainMailbox, payload: ByteReader, extras: Extras): void {
    const asker = payload.f64() as Pid
    const number = payload.u32()
    const value = this.#valueOf(mailbox, this.#term(payload, extras) as Question)
    const endpoint = this.#endpoint as Endpoint<MainMailbox>
    const answer = endpoint.begin()
    answer.u32(number)
    answer.u8(1)
    encodeTerm(answer, endpoint.extras, value, 'answer', this.#surroundings.functions)
    this.#send(asker, ProcessSignal.answer)
  }

  #valueOf(mailbox: MainMailbox, question: Question): unknown {
    const names = this.#names as NameTable
    switch (question[0]) {
      case 'alive':
        return true
      case 'register':
        return mailbox.register(names, question[1])
      case 'unregister':
        return mailbox.unregister(names, question[1])
      default:
        return answerForDead(question)
    }
  }

  #send(to: Pid, kind: number): void {
    const endpoint = this.#endpoint as Endpoint<MainMailbox>
    endpoint.sendTo(to, kind)
    endpoint.flush()
  }

  #term(payload: ByteReader, extras: Extras): unknown {
    return decodeTerm(payload, extras.list, extras.from, this.#surroundings.functions)
  }
}
