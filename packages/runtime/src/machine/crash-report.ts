import { isPid, type Pid } from '@multibeam/scheduler'
import { inspect } from '../inspect.ts'
import type { ProcessRecord } from '../process/record.ts'
import { Notice } from '../signals/kinds.ts'
import type { Machine } from './machine.ts'
import { initialCallOf, registeredName } from './process-info.ts'
import { sendReport } from './report.ts'

/** What is known of a process that ended by an uncaught exception. */
export interface CrashReport {
  pid: Pid
  /** What `Process.label` set. */
  label: unknown
  registeredName: string | undefined
  /** The function that the process was started with. */
  initialCall: { url: string | undefined; name: string }
  /** The exit reason: the Error, or `['nocatch', value]` for another value that was thrown. */
  reason: unknown
  /** The Error's stack, in positions of the source. */
  stack: string | undefined
  /**
   * Who started it, the nearest first: of a process that a behaviour started all of them, wherever they are or were (`$ancestors` in its
   * dictionary, as proc_lib keeps them); of one that was merely spawned, only who spawned it. Empty for one that the main thread started.
   */
  ancestors: Pid[]
  messageQueueLength: number
  scheduler: number
  /** The process of a `vm.run`, which rejects with the same reason. */
  awaited: boolean
}

/** Tells the main thread of a crash, once a crash. The process is still there; `reason` is a term. */
export function reportCrash(machine: Machine, process: ProcessRecord, reason: unknown): void {
  machine.tracer?.crash(process, reason)
  const report: CrashReport = {
    pid: process.pid,
    label: process.rare?.label,
    registeredName: registeredName(machine, process),
    initialCall: initialCallOf(process),
    reason,
    stack: reason instanceof Error ? reason.stack : undefined,
    ancestors: ancestorsOf(process),
    messageQueueLength: process.queued,
    scheduler: machine.scheduler.id,
    awaited: process.rare !== null && process.rare.request !== -1,
  }
  sendReport(machine, Notice.crash, report)
}

/** A longer list in each record would make spawning slower and a million processes larger; a list as far as they live here would depend on where. */
function ancestorsOf({ rare, parent }: ProcessRecord): Pid[] {
  const kept = rare?.dictionary?.get('$ancestors')
  if (Array.isArray(kept)) return kept.filter(isPid)
  return parent === 0 ? [] : [parent]
}

/** A crash report for people: what happened to which process, then the stack. */
export function formatCrash(report: CrashReport): string {
  const {
    pid,
    label,
    registeredName: name,
    initialCall,
    reason,
    stack,
    ancestors,
    messageQueueLength,
    scheduler,
  } = report
  const who = [inspect(pid)]
  if (name !== undefined) who.push(inspect(name))
  if (label !== undefined) who.push(inspect(label))
  const lines = [
    `process ${who.join(' ')} (${initialCall.name}) crashed: ${stack ?? inspect(reason)}`,
    `    on scheduler ${scheduler}, ${messageQueueLength} ${messageQueueLength === 1 ? 'message' : 'messages'} in its mailbox${
      ancestors.length === 0 ? '' : `, spawned by ${ancestors.map(inspect).join(' < ')}`
    }`,
  ]
  if (reason instanceof Error && reason.cause !== undefined) lines.push(`    cause: ${inspect(reason.cause)}`)
  return lines.join('\n')
}
