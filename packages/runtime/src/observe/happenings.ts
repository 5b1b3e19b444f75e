import type { Happening } from '@multibeam/observer'
import type { Pid } from '@multibeam/scheduler'
import type { SupervisorReport } from '../behaviours/supervisor/report.ts'
import { pidText } from '../inspect.ts'
import type { CrashReport } from '../machine/crash-report.ts'
import type { LongSchedule } from '../machine/monitoring.ts'
import type { SchedulerDown } from '../vm/deaths.ts'
import { bareName, functionName, printLabel } from './columns.ts'
import { print } from './print.ts'
import { printReason } from './supervision.ts'

/** What the VM emits, as the observer tells it: printed, with the time at which the main thread heard of it. */
export const happeningOf = {
  crash(report: CrashReport, time: number): Happening {
    return {
      kind: 'crash',
      time,
      process: nameOf(report),
      initialCall: functionName(report.initialCall),
      reason: report.reason instanceof Error ? `${report.reason.name}: ${report.reason.message}` : print(report.reason),
      stack: report.stack ?? null,
      ancestors: report.ancestors.map(bareName),
      queueLength: report.messageQueueLength,
      scheduler: report.scheduler,
    }
  },

  supervisor({ supervisor, name, event, reason, child }: SupervisorReport, time: number): Happening {
    return {
      kind: 'supervisor',
      time,
      what: event,
      supervisor: { pid: supervisor, shown: pidText(supervisor), name: name ?? null, call: null },
      child: child?.id === undefined ? null : typeof child.id === 'string' ? child.id : print(child.id),
      childPid: child?.pid ?? null,
      restarts: event === 'childTerminated' && child?.restart !== 'temporary',
      reason: printReason(reason),
    }
  },

  longSchedule(report: LongSchedule, time: number): Happening {
    return {
      kind: 'longSchedule',
      time,
      process: nameOf(report),
      initialCall: functionName(report.initialCall),
      currentFunction: functionName(report.currentFunction),
      milliseconds: report.milliseconds,
      scheduler: report.scheduler,
    }
  },

  schedulerDown({ scheduler, cause, processes }: SchedulerDown, time: number): Happening {
    return { kind: 'schedulerDown', time, scheduler, cause: cause.message, processes }
  },
} as const

function nameOf(report: {
  pid: Pid
  label: unknown
  registeredName: string | undefined
  initialCall: { name: string }
}): { pid: Pid; shown: string; name: string | null; call: string } {
  const { pid, label, registeredName, initialCall } = report
  const name = registeredName ?? (label === undefined ? null : printLabel(label))
  return { pid, shown: pidText(pid), name, call: initialCall.name }
}
