import type { Pid, Ref } from '@multibeam/scheduler'
import type { DefinitionReference } from '../child-spec.ts'
import type { Debug } from '../sys/debug.ts'
import type { StatemEvent } from './event.ts'

/** A time-out that runs. */
export interface RunningTimeout {
  /** Of the timer; 0 for a time-out of no time, whose event waits in the queue. */
  readonly ref: Ref | 0
  content: unknown
}

/** What waits in a machine's own queue: an event, or the place of a time-out of no time. */
export type Queued = { readonly event: StatemEvent } | { readonly timeout: string; readonly running: RunningTimeout }

/** A state machine between two events. Plain data, for it stands in the process's variables. */
export interface MachineState {
  readonly reference: DefinitionReference
  readonly parent: Pid | undefined
  /** Milliseconds without an event after which it gives up its stack. */
  readonly hibernateAfter: number
  debug: Debug | null
  state: unknown
  data: unknown
  /** Handled before what is in the mailbox, the first one first. */
  queue: Queued[]
  /** Put off until the state has changed, the oldest first. */
  postponed: StatemEvent[]
  readonly timeouts: Map<string, RunningTimeout>
  hibernates: boolean
}

export function newMachineState(
  reference: DefinitionReference,
  parent: Pid | undefined,
  hibernateAfter: number,
  state: unknown,
  data: unknown,
): MachineState {
  return {
    reference,
    parent,
    hibernateAfter,
    debug: null,
    state,
    data,
    queue: [],
    postponed: [],
    timeouts: new Map(),
    hibernates: false,
  }
}
