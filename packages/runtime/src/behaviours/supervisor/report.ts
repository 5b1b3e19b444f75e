import type { Pid } from '@multibeam/scheduler'
import { inspect } from '../../inspect.ts'
import { machineFor } from '../../machine/current.ts'
import { sendReport } from '../../machine/report.ts'
import { Notice } from '../../signals/kinds.ts'
import type { ChildId, RestartType, Shutdown } from '../child-spec.ts'

/**
 * What a supervisor tells of: a child has exited by itself, although it should not have; a child could not be started; a child that was stopped
 * exited with another reason than it should, such as `'killed'` when its time was over; the supervisor ends, because there were more restarts than
 * its intensity allows; a message came that no supervisor understands.
 */
export type SupervisorEvent = 'childTerminated' | 'startError' | 'shutdownError' | 'shutdown' | 'unexpectedMessage'

/** Something that has happened under a supervisor, or to it. Source: Erlang's supervisor reports. */
export interface SupervisorReport {
  readonly supervisor: Pid
  /** Its registered name. */
  readonly name: string | undefined
  readonly event: SupervisorEvent
  /** The child's exit reason, or why it could not be started; `'reachedMaxRestartIntensity'`; or the message. */
  readonly reason: unknown
  /** The child that this is about; undefined for a message. `pid` is that of the process that is no more, if there was one. */
  readonly child: ReportedChild | undefined
}

export interface ReportedChild {
  /** Undefined under a DynamicSupervisor, whose children have none. */
  readonly id: ChildId | undefined
  readonly pid: Pid | undefined
  readonly restart: RestartType
  readonly shutdown: Shutdown
  readonly type: 'worker' | 'supervisor'
}

const EVENTS: Readonly<Record<SupervisorEvent, (child: string, reason: string) => string>> = {
  childTerminated: (child, reason) => `${child} exited: ${reason}`,
  startError: (child, reason) => `${child} could not be started: ${reason}`,
  shutdownError: (child, reason) => `${child} was stopped, and exited with another reason than it should: ${reason}`,
  shutdown: (child) => `ends, because its children were restarted too often; the last one that exited was ${child}`,
  unexpectedMessage: (_child, reason) => `got a message that it does not understand: ${reason}`,
}

/** A report for people, in a line. */
export function formatSupervisorReport({ supervisor, name, event, reason, child }: SupervisorReport): string {
  const who = name === undefined ? inspect(supervisor) : `${inspect(supervisor)} ${inspect(name)}`
  return `supervisor ${who}: ${EVENTS[event](describeChild(child), describeReason(reason))}`
}

/** Tells the main thread, where `vm.on('supervisor', …)` decides what becomes of it; without a listener it is printed. */
export function report(what: SupervisorReport): void {
  sendReport(machineFor('Supervisor'), Notice.supervisor, what)
}

function describeReason(reason: unknown): string {
  return reason instanceof Error ? `${reason.name}: ${reason.message}` : inspect(reason)
}

function describeChild(child: ReportedChild | undefined): string {
  if (child === undefined) return 'nobody'
  const { id, pid, restart, type } = child
  const names = [id, pid].filter((name) => name !== undefined).map((name) => inspect(name))
  return `${['child', ...names].join(' ')} (${restart} ${type})`
}
