/** What the command and the process that runs a user's workload both know of it. */

export interface Description {
  readonly name: string
  readonly title?: string
  readonly size: number
  readonly operation: string
  /** Of a run of this size. */
  readonly operations: number
}

/** The check of a run whose result the workload's own `check` has accepted; of another run it is that result. */
export const accepted = 'a result that its check accepts'
