/** What compiled code and a Step return instead of a value when the process suspends. Never a value of a user's program. */
export const SUSPENDED: unique symbol = Symbol('multibeam.suspended')
export type Suspended = typeof SUSPENDED

/** The outcome of a suspension: the reductions are used up, others are to run. */
export const PREEMPTED: unique symbol = Symbol('multibeam.preempted')
