import { isPid, type Pid } from '@multibeam/scheduler'
import { describeReason } from '../errors.ts'
import { lookAtHeap } from '../machine/look-at-heap.ts'
import type { Machine } from '../machine/machine.ts'
import { watchDeliveries } from '../process/deliver.ts'
import type { ProcessRecord } from '../process/record.ts'
import { watchSending } from '../process/send.ts'
import { watchAliasesSent } from '../signals/aliases.ts'
import { Notice } from '../signals/kinds.ts'
import { encodeTerm } from '../terms/encode.ts'
import { Filter, keyFor, livesHere, processName, rowOf } from './columns.ts'
import { detailsOf } from './details.ts'
import type {
  Details,
  QuestionName,
  SchedulerQuestion,
  SchedulerQuestions,
  Selected,
  Selection,
  SupervisorFacts,
  Told,
} from './questions.ts'
import { Scans } from './scan.ts'
import { MOST_SUPERVISORS, supervisorFacts } from './supervision.ts'
import { Top } from './top.ts'
import { Tracer } from './tracer.ts'

/** Milliseconds between two looks at the heap's size while somebody observes. Chosen: one an overview. */
const HEAP_LOOK_MILLISECONDS = 1000

/** One scheduler's part in being observed: it answers what the main thread asks. Made when it is asked for the first time. */
export class Observing {
  readonly #machine: Machine
  readonly #scans: Scans
  readonly #tracers = new Map<number, Tracer>()
  #watch: NodeJS.Timeout | undefined

  constructor(machine: Machine) {
    this.#machine = machine
    this.#scans = new Scans(machine)
  }

  take(request: number, question: SchedulerQuestion): void {
    this.#answer(question).then(
      (answer) => this.#tell(Notice.observed, request, { answer } satisfies Told),
      (error: unknown) => this.#tell(Notice.observed, request, { failed: describeReason(error) } satisfies Told),
    )
  }

  detailsOf(process: ProcessRecord): Details {
    return detailsOf(this.#machine, process)
  }

  #answer(question: SchedulerQuestion): Promise<SchedulerQuestions[QuestionName]['answer']> {
    switch (question[0]) {
      case 'select':
        return this.#select(question[1])
      case 'rows':
        return Promise.resolve(this.#each(question[1], (process) => rowOf(this.#machine, process)))
      case 'names':
        return Promise.resolve(this.#each(question[1], (process) => processName(this.#machine, process)))
      case 'supervisors':
        return this.#supervisors()
      case 'watch':
        this.#watch ??= setInterval(() => this.#lookAtHeap(), HEAP_LOOK_MILLISECONDS).unref()
        this.#lookAtHeap()
        break
      case 'unwatch':
        clearInterval(this.#watch)
        this.#watch = undefined
        break
      case 'trace': {
        const { id, target } = question[1]
        this.#tracers.set(id, new Tracer(target, (batch) => this.#tell(Notice.traced, id, batch)))
        this.#watchMessages()
        break
      }
      case 'untrace':
        this.#tracers.get(question[1])?.end()
        this.#tracers.delete(question[1])
        this.#watchMessages()
    }
    return Promise.resolve(null)
  }

  async #select({ sort, descending, filter, most }: Selection): Promise<Selected> {
    const machine = this.#machine
    const keyOf = keyFor(sort)
    const wanted = filter === '' ? undefined : new Filter(filter)
    const top = new Top(most, descending)
    let total = 0
    let matching = 0
    await this.#scans.run((process) => {
      if (!livesHere(machine, process)) return
      total++
      if (wanted !== undefined && !wanted.matches(machine, process)) return
      matching++
      top.add(keyOf(machine, process), process.pid)
    })
    return { total, matching, ...top.sorted() }
  }

  async #supervisors(): Promise<SupervisorFacts[]> {
    const facts: SupervisorFacts[] = []
    await this.#scans.run((process) => {
      const state = process.rare?.supervisor
      if (state == null || facts.length === MOST_SUPERVISORS || !livesHere(this.#machine, process)) return
      facts.push(supervisorFacts(process, state))
    })
    return facts
  }

  #each<T>(pids: readonly Pid[], read: (process: ProcessRecord) => T): T[] {
    const machine = this.#machine
    const found: T[] = []
    for (const pid of pids) {
      const process = isPid(pid) ? machine.endpoint.table.get(pid) : undefined
      if (process !== undefined && livesHere(machine, process)) found.push(read(process))
    }
    return found
  }

  /** Only while there is something to trace is anybody told of messages. */
  #watchMessages(): void {
    const tracers = [...this.#tracers.values()]
    if (tracers.length === 0) {
      watchDeliveries(undefined)
      watchSending(undefined)
      watchAliasesSent(undefined)
      return
    }
    const sentAway = (machine: Machine, to: Pid, message: unknown): void => {
      for (const tracer of tracers) tracer.sentAway(machine, to, message)
    }
    watchDeliveries((machine, process, message) => {
      for (const tracer of tracers) tracer.delivered(machine, process, message)
    })
    watchSending(sentAway)
    watchAliasesSent(sentAway)
  }

  #lookAtHeap(): void {
    lookAtHeap(this.#machine.endpoint.memory, this.#machine.scheduler.id)
  }

  #tell(notice: number, number: number, term: unknown): void {
    const { endpoint, functions, scheduler } = this.#machine
    const payload = endpoint.begin()
    payload.u8(notice)
    payload.u32(number)
    encodeTerm(payload, endpoint.extras, term, 'answer', functions)
    endpoint.notify(0)
    scheduler.attend()
  }
}
