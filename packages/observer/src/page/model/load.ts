import type { SchedulerOverview } from '../../protocol.ts'
import type { History } from './history.ts'

/** How loaded a scheduler has been over the last seconds. */
export interface Load {
  readonly id: number
  readonly level: 'overloaded' | 'busy' | 'normal' | 'offline'
  /** Means over the last RECENT overviews: 0 to 1, and processes. */
  readonly utilization: number
  readonly runQueue: number
}

/** Overviews that count: long enough that one slice decides nothing, short enough to be now. Chosen. */
const RECENT = 5
/** Of its time a scheduler may run processes before it counts as busy. Chosen. */
const BUSY = 0.9
/** Processes that wait on a busy scheduler, on average, before it counts as overloaded: one waits anyway, now and then. Chosen. */
const WAITING = 1.5

/** The load of each scheduler, in order. */
export function loads(history: History): Load[] {
  const recent = history.slice(-RECENT)
  const latest = recent.at(-1)
  if (latest === undefined) return []
  return latest.schedulers.map((scheduler, i) => {
    const of = (pick: (scheduler: SchedulerOverview) => number): number =>
      mean(recent.flatMap(({ schedulers }) => (schedulers[i] === undefined ? [] : [pick(schedulers[i])])))
    const utilization = of((s) => s.utilization)
    const runQueue = of((s) => s.runQueue)
    return { id: scheduler.id, level: levelOf(scheduler.online, utilization, runQueue), utilization, runQueue }
  })
}

function levelOf(online: boolean, utilization: number, runQueue: number): Load['level'] {
  if (utilization >= BUSY) return runQueue >= WAITING ? 'overloaded' : 'busy'
  return online ? 'normal' : 'offline'
}

/** The most loaded one: the longest run queue among the overloaded, else the highest utilization. Undefined without schedulers. */
export function mostLoaded(all: readonly Load[]): Load | undefined {
  const overloaded = all.filter(({ level }) => level === 'overloaded')
  if (overloaded.length > 0) return overloaded.toSorted((a, b) => b.runQueue - a.runQueue)[0]
  return all.toSorted((a, b) => b.utilization - a.utilization)[0]
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, n) => sum + n, 0) / Math.max(1, numbers.length)
}
