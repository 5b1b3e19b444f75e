import type { Pid } from '@multibeam/scheduler'
import type { CompleteChildSpec } from '../supervisor/complete-spec.ts'
import { type Intensity, noRestarts, type Restarts } from '../supervisor/intensity.ts'
import type { Restarted } from '../supervisor/state.ts'

export interface CompleteDynamicOptions extends Intensity {
  readonly maxChildren: number
  readonly extraArguments: readonly unknown[]
}

/** A child has no name of its own: its supervisor knows it by its pid. */
export interface DynamicChild {
  readonly spec: CompleteChildSpec
  /** It has exited, and waits to be started anew because that has failed; its pid is that of the process that is no more. */
  restarting: boolean
  /** Undefined: it has never been restarted. */
  restarted: Restarted | undefined
}

/** All that a DynamicSupervisor knows; plain data, so that its process can move. */
export interface DynamicState {
  readonly self: Pid
  /** Its registered name, for reports. */
  readonly name: string | undefined
  readonly options: CompleteDynamicOptions
  readonly children: Map<Pid, DynamicChild>
  readonly restarts: Restarts
}

export function newDynamicState(self: Pid, name: string | undefined, options: CompleteDynamicOptions): DynamicState {
  return { self, name, options, children: new Map(), restarts: noRestarts() }
}
