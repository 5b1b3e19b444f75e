import {
  type Counters,
  type Happening,
  type Observed,
  type ProcessDetails,
  type Processes,
  type ProcessName,
  type ProcessRow,
  Refusal,
  type TraceListener,
  type TraceTarget,
  type Trees,
} from '@multibeam/observer'
import { type Endpoint, Header, isPid, type Pid, type SharedMemory, Statistic, type Task } from '@multibeam/scheduler'
import { inspect } from '../inspect.ts'
import { countProcesses, readStatistics } from '../system/statistics.ts'
import type { FunctionTable } from '../terms/functions.ts'
import { version } from '../version.ts'
import type { Follower } from '../vm/observing.ts'
import { Asking } from './asking.ts'
import { happeningOf } from './happenings.ts'
import type { Details, Key, Selected, Selection } from './questions.ts'
import { SelectionCache } from './selection-cache.ts'
import { namer, planTrees } from './trees.ts'

/** Milliseconds between two looks whether a traced process lives. Chosen. */
const ALIVE_MILLISECONDS = 200

/** What a VM lets its observer use. */
export interface ObservedVM {
  readonly endpoint: Endpoint<Task>
  readonly memory: SharedMemory
  readonly functions: FunctionTable
  /** The main thread's mailbox. */
  readonly self: Pid
  /** Milliseconds since 1970 at which it started. */
  readonly startedAt: number
  /** Milliseconds since then. */
  now(): number
  /** Threads that have run a scheduler so far. */
  livesOf(scheduler: number): number
  exit(pid: Pid, reason: unknown): void
  /** Has a follower told of what happens, until the result is called; of long slices, if nobody else wants to hear of them, only with `slices`. */
  follow(follower: Follower, slices: boolean): () => void
  /** What takes the schedulers' answers from now on. */
  onOpen(asking: Asking): void
  onEnd(): void
}

const HEARS_NOTHING: Follower = {
  crash: () => {},
  supervisor: () => {},
  longSchedule: () => {},
  schedulerDown: () => {},
}

type Row = ProcessRow & Record<string, unknown>

/** A VM as its observer sees it: reads shared memory, and asks the schedulers. */
export class Observation implements Observed {
  readonly about: Observed['about']
  readonly #asking: Asking
  readonly #vm: ObservedVM
  readonly #slices: boolean
  readonly #schedulers: readonly number[]
  readonly #selections: SelectionCache
  readonly #traces = new Map<number, TraceTarget>()
  readonly #unfollow: () => void

  /** `slices`: it wants to hear of long ones. */
  constructor(vm: ObservedVM, slices: boolean) {
    this.#vm = vm
    this.#slices = slices
    const { schedulers, processLimit } = vm.memory.layout.options
    this.#schedulers = Array.from({ length: schedulers }, (_, i) => i + 1)
    this.#asking = new Asking(vm.endpoint, vm.functions, vm.self, busy)
    this.#selections = new SelectionCache((scheduler, selection) => this.#asking.ask(scheduler, 'select', selection))
    this.about = {
      version: version(),
      node: process.version,
      os: `${process.platform} ${process.arch}`,
      osPid: process.pid,
      startedAt: vm.startedAt,
      schedulers,
      processLimit,
    }
    vm.onOpen(this.#asking)
    for (const scheduler of this.#schedulers) this.#watch(scheduler)
    // Once, and before whoever follows is told.
    this.#unfollow = vm.follow({ ...HEARS_NOTHING, schedulerDown: (down) => this.#replaced(down.scheduler) }, false)
  }

  counters(): Counters {
    const { memory } = this.#vm
    const time = this.#vm.now()
    return {
      time,
      processes: countProcesses(memory),
      online: Atomics.load(memory.control, Header.schedulersOnline),
      schedulers: readStatistics(memory, time).map((statistics) => ({
        ...statistics,
        processes: statistics.spawned - statistics.exited + statistics.processesIn - statistics.processesOut,
        movedIn: statistics.processesIn,
        movedOut: statistics.processesOut,
        slices: statistics.contextSwitches,
        busy: memory.statistics[memory.layout.statistic(statistics.scheduler, Statistic.busy)] as number,
        lives: this.#vm.livesOf(statistics.scheduler),
      })),
    }
  }

  async processes(request: Parameters<Observed['processes']>[0]): Promise<Processes> {
    const begun = performance.now()
    const { sort, descending, filter, scheduler, offset, limit } = request
    const selection: Selection = { sort, descending, filter: filter.toLowerCase(), most: offset + limit }
    const asked = scheduler === null ? this.#schedulers : this.#schedulers.filter((id) => id === scheduler)
    const { values, silent } = await this.#askEach(asked, (id) => this.#selections.select(id, selection))
    const chosen = merge(values, descending).slice(offset, offset + limit)
    const rows = await this.#rows(chosen.map(({ pid }) => pid))
    return {
      type: 'processes',
      total: values.reduce((sum, { total }) => sum + total, 0),
      matching: values.reduce((sum, { matching }) => sum + matching, 0),
      offset,
      // Who has ended meanwhile is left out. What it was sorted by stands in the row, so that rows are in the order that they show.
      rows: chosen.flatMap(({ pid, key }) => {
        const row = rows.get(pid)
        if (row === undefined) return []
        return typeof key === 'number' ? [{ ...row, [sort]: key }] : [row]
      }),
      silent,
      took: performance.now() - begun,
    }
  }

  async process(given: number): Promise<ProcessDetails | undefined> {
    const pid = given as Pid
    const { endpoint } = this.#vm
    if (!isPid(pid) || !endpoint.isAlive(pid)) return undefined
    const details = (await this.#asking.askAbout(pid, ['observe'])) as Details | undefined
    if (details === undefined) return undefined
    const { parent, ancestors, links, monitors, monitoredBy, ...rest } = details
    const relatives = [...ancestors, ...links, ...monitors, ...monitoredBy, ...(parent === 0 ? [] : [parent])]
    const nameOf = await this.#names(relatives)
    return {
      type: 'process',
      ...rest,
      parent: parent === 0 ? null : nameOf(parent),
      ancestors: ancestors.map(nameOf),
      links: links.map(nameOf),
      monitors: monitors.map(nameOf),
      monitoredBy: monitoredBy.map(nameOf),
    }
  }

  async tree(): Promise<Trees> {
    const { values, silent } = await this.#askEach(this.#schedulers, (id) => this.#asking.ask(id, 'supervisors', null))
    const plan = planTrees(values.flat())
    return { type: 'tree', roots: plan.build(await this.#names(plan.pids)), cut: plan.cut, silent }
  }

  kill(pid: number, reason: string): boolean {
    const { endpoint, self } = this.#vm
    if (!isPid(pid) || !endpoint.isAlive(pid) || pid === self) return false
    this.#vm.exit(pid, reason)
    return true
  }

  async trace(target: TraceTarget, listener: TraceListener): Promise<() => void> {
    const { pid } = target
    const isGone = (): boolean => pid !== undefined && !(isPid(pid) && this.#vm.endpoint.isAlive(pid))
    if (isGone()) throw new Refusal('noProcess', `there is no process ${inspect(pid)} to trace; it has ended`)
    const number = this.#asking.openTrace(({ messages, dropped }) => listener.traced(messages, dropped))
    this.#traces.set(number, target)
    const look = setInterval(() => {
      if (!isGone()) return
      clearInterval(look)
      listener.ended('process')
    }, ALIVE_MILLISECONDS).unref()
    const stop = (): void => {
      clearInterval(look)
      if (this.#traces.delete(number)) void this.#endTrace(number)
    }
    const given = { id: number, target }
    try {
      // Each has begun once it has answered; one that does not answer begins when it can.
      await this.#askEach(this.#schedulers, (id) => this.#asking.ask(id, 'trace', given))
    } catch (error) {
      stop()
      throw error
    }
    return stop
  }

  follow(listener: (event: Happening) => void): () => void {
    const { now } = this.#vm
    return this.#vm.follow(
      {
        crash: (report) => listener(happeningOf.crash(report, now())),
        supervisor: (report) => listener(happeningOf.supervisor(report, now())),
        longSchedule: (report) => listener(happeningOf.longSchedule(report, now())),
        schedulerDown: (down) => listener(happeningOf.schedulerDown(down, now())),
      },
      this.#slices,
    )
  }

  /** The schedulers do no more for it than before. */
  end(): void {
    this.#unfollow()
    for (const scheduler of this.#schedulers) {
      for (const id of this.#traces.keys()) this.#asking.ask(scheduler, 'untrace', id).catch(ignoreRefusal)
      this.#asking.ask(scheduler, 'unwatch', null).catch(ignoreRefusal)
    }
    this.#traces.clear()
    this.#asking.end()
    this.#vm.onEnd()
  }

  /** A scheduler has died. Its successor knows nothing yet. */
  #replaced(scheduler: number): void {
    this.#asking.bury(scheduler)
    this.#watch(scheduler)
    for (const [id, target] of this.#traces) {
      this.#asking.ask(scheduler, 'trace', { id, target }).catch(ignoreRefusal)
    }
  }

  /** What has been collected still comes before the answers; who does not answer, being held up or dead, is not waited for. */
  async #endTrace(number: number): Promise<void> {
    try {
      await this.#askEach(this.#schedulers, (id) => this.#asking.ask(id, 'untrace', number))
    } catch (error) {
      ignoreRefusal(error)
    } finally {
      this.#asking.endTrace(number)
    }
  }

  #watch(scheduler: number): void {
    this.#asking.ask(scheduler, 'watch', null).catch(ignoreRefusal)
  }

  async #rows(pids: readonly Pid[]): Promise<ReadonlyMap<number, Row>> {
    const { values } = await this.#askEach(this.#schedulers, (id) => this.#asking.ask(id, 'rows', pids))
    return new Map(values.flat().map((row) => [row.pid, row as Row]))
  }

  async #names(pids: readonly Pid[]): Promise<(pid: Pid) => ProcessName> {
    const { values } = await this.#askEach(this.#schedulers, (id) => this.#asking.ask(id, 'names', pids))
    return namer(values.flat())
  }

  /** What those answered that did, and who did not. Rejects with a Refusal if nobody did. */
  async #askEach<T>(
    schedulers: readonly number[],
    ask: (scheduler: number) => Promise<T>,
  ): Promise<{ values: T[]; silent: number[] }> {
    const results = await Promise.allSettled(schedulers.map(ask))
    const values: T[] = []
    const silent: number[] = []
    for (const [i, result] of results.entries()) {
      if (result.status === 'fulfilled') values.push(result.value)
      else if (result.reason instanceof Refusal) silent.push(schedulers[i] as number)
      else throw result.reason
    }
    if (values.length === 0 && schedulers.length > 0) throw busy(schedulers[0] as number)
    return { values, silent }
  }
}

function busy(scheduler: number): Refusal {
  const who = scheduler === 0 ? 'the scheduler of that process' : `scheduler ${scheduler}`
  return new Refusal('busy', `${who} has not answered: one long call keeps it busy, or it has stopped; try again`)
}

function ignoreRefusal(error: unknown): void {
  if (!(error instanceof Refusal)) throw error
}

/** The selections of all schedulers as one, in order. */
function merge(selections: readonly Selected[], descending: boolean): { key: Key; pid: Pid }[] {
  const all = selections.flatMap(({ keys, pids }) => keys.map((key, i) => ({ key, pid: pids[i] as Pid })))
  return all.sort((a, b) => {
    if (a.key === b.key) return a.pid - b.pid
    return (descending ? a.key > b.key : a.key < b.key) ? -1 : 1
  })
}
