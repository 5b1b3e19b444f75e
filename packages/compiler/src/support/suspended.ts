/** What compiled code and a Step return instead of a value when the process suspends. Never a value of a user's program. */
export const SUSPENDED: unique symbol = Symbol('multibeam.suspended')
export type Suspended = typeof SUSPENDED

/** The outcome of a suspension: the reductions are used up, others are to run. */
export const PREEMPTED: unique symbol = Symbol('multibeam.preempted')

/** What the box of a variable holds before its declaration has run. Never a value of a user's program. */
export const UNSET: unique symbol = Symbol.for('multibeam.unset') as never
