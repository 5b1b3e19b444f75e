import { execution } from '@multibeam/compiler/support'
import { TaskStatus } from '@multibeam/scheduler'
import type { Machine } from '../machine/machine.ts'
import { append } from '../mailbox/mailbox.ts'
import { Flag } from './flag-bits.ts'
import { overflows } from './queue-limit.ts'
import { ANY } from './receive.ts'
import { NOTHING, type ProcessRecord } from './record.ts'
import { costOfQueue } from './reductions.ts'
import { Accept } from './waiting.ts'

/** Takes a message into a process of this scheduler. */
export type Deliver = (machine: Machine, process: ProcessRecord, message: unknown) => void

/**
 * A message has arrived. A process that waits for it is handed it: the message is tested here, without resuming the process, and
 * what does not match is put behind the save pointer.
 */
export let deliverMessage: Deliver = deliver

/** Calls `watcher` with each message before it is delivered; undefined ends it. Nothing looks whether somebody watches: another function is called. */
export function watchDeliveries(watcher: Deliver | undefined): void {
  deliverMessage =
    watcher === undefined
      ? deliver
      : (machine, process, message) => {
          watcher(machine, process, message)
          deliver(machine, process, message)
        }
}

function deliver(machine: Machine, process: ProcessRecord, message: unknown): void {
  const { waiting } = process
  machine.delivered++
  if (waiting === null || process.status !== TaskStatus.waiting) {
    if ((process.flags & Flag.limited) !== 0 && overflows(machine, process)) return
    append(process, message)
    // Nobody else has to wait when a process sends itself messages.
    if (process.status === TaskStatus.runnable && machine.current !== null) {
      execution.reductions -= costOfQueue(process.queued, machine.current.queued)
    }
    if (process.queued >= machine.monitoring.queueOn) machine.monitoring.longQueue(process)
    return
  }
  // Spares the most frequent case a call that V8 cannot inline: its target varies.
  if (waiting === ANY) {
    if (process.pending === ANY) process.pending = null
    machine.resume(process, message)
    return
  }
  const accepted = waiting.accepts(process, message)
  if (accepted === Accept.yes) {
    if (waiting.stateless && (process.pending as unknown) === waiting) {
      process.pending = null
      process.examined = null
    }
    machine.resume(process, message)
    return
  }
  if ((process.flags & (Flag.limited | Flag.dying)) !== 0 && refused(machine, process)) return
  const cell = append(process, message)
  if (process.queued >= machine.monitoring.queueOn) machine.monitoring.longQueue(process)
  if (accepted === Accept.look) machine.resume(process, NOTHING)
  else if (waiting.receiving) process.examined = cell
}

/** The predicate that refused a message may have ended its own process; and a mailbox may be full. */
function refused(machine: Machine, process: ProcessRecord): boolean {
  if ((process.flags & Flag.dying) !== 0) {
    machine.end(process, process.rare?.dying)
    return true
  }
  return overflows(machine, process)
}
