import type {
  CrashEvent,
  LongScheduleEvent,
  MigrationEvent,
  RestartEvent,
  SchedulerDownEvent,
  StealEvent,
  VMEvent,
} from '../../protocol.ts'

/** What has happened, by subject, each newest first: a storm of steals must not push the crashes out. */
export interface EventLog {
  /** The number of the latest event: those up to it have been seen. */
  readonly seen: number
  readonly moves: readonly (StealEvent | MigrationEvent)[]
  readonly crashes: readonly CrashEvent[]
  readonly supervision: readonly RestartEvent[]
  readonly warnings: readonly (LongScheduleEvent | SchedulerDownEvent)[]
  /** Events that the server could not tell in time. */
  readonly dropped: number
}

export const EMPTY_LOG: EventLog = { seen: -1, moves: [], crashes: [], supervision: [], warnings: [], dropped: 0 }

/** Kept of each subject. Chosen: more than anybody reads, a few megabytes at most. */
export const LONGEST_LOG = 1_000

/** Adds a batch, oldest first; what has been seen already, as after a reconnect, is left out. */
export function appendEvents(log: EventLog, batch: readonly VMEvent[], dropped = 0): EventLog {
  const fresh = batch.filter(({ number }) => number > log.seen)
  if (fresh.length === 0 && dropped === 0) return log
  const newest = fresh.toReversed()
  return {
    seen: fresh.reduce((seen, { number }) => Math.max(seen, number), log.seen),
    moves: prepend(log.moves, newest, isMove),
    crashes: prepend(log.crashes, newest, isCrash),
    supervision: prepend(log.supervision, newest, isSupervision),
    warnings: prepend(log.warnings, newest, isWarning),
    dropped: log.dropped + dropped,
  }
}

function prepend<E extends VMEvent>(
  old: readonly E[],
  newest: readonly VMEvent[],
  belongs: (event: VMEvent) => event is E,
): readonly E[] {
  const added = newest.filter(belongs)
  return added.length === 0 ? old : [...added, ...old].slice(0, LONGEST_LOG)
}

function isMove(event: VMEvent): event is StealEvent | MigrationEvent {
  return event.kind === 'steal' || event.kind === 'migration'
}

function isCrash(event: VMEvent): event is CrashEvent {
  return event.kind === 'crash'
}

function isSupervision(event: VMEvent): event is RestartEvent {
  return event.kind === 'supervisor'
}

function isWarning(event: VMEvent): event is LongScheduleEvent | SchedulerDownEvent {
  return event.kind === 'longSchedule' || event.kind === 'schedulerDown'
}

/** What a supervisor did about a crash; undefined: nothing that is known of. */
export function restartAfter(log: EventLog, crash: CrashEvent): RestartEvent | undefined {
  return log.supervision.find(({ childPid, what }) => childPid === crash.process.pid && what === 'childTerminated')
}

/** The crash behind what a supervisor reports, with its stack; undefined: the child did not end by an exception. */
export function crashBehind(log: EventLog, restart: RestartEvent): CrashEvent | undefined {
  return log.crashes.find(({ process }) => process.pid === restart.childPid)
}
