/**
 * A ref is a plain number too, just below the pids:
 *
 *     2^51 + scheduler · 2^44 + counter        (7 and 44 bits)
 *
 * Each scheduler counts for itself, so making a ref touches no shared memory, and no two schedulers make the same one.
 * 44 bits last one scheduler 200 days at a million refs a second.
 */
declare const brand: unique symbol

/** A reference unique in the VM; printed `#Ref<scheduler.counter>`. */
export type Ref = number & { readonly [brand]: 'ref' }

export const REF_BASE = 2 ** 51
export const REF_SCHEDULER_BITS = 7
export const REF_COUNTER_BITS = 44

const REF_END = 2 ** 52
const SCHEDULER_UNIT = 2 ** REF_COUNTER_BITS

/** The `counter`th ref of `scheduler` (0 to 127); the counter must be below 2^44. */
export function makeRef(scheduler: number, counter: number): Ref {
  return (REF_BASE + scheduler * SCHEDULER_UNIT + counter) as Ref
}

/** The scheduler that made the ref. */
export function schedulerOf(ref: Ref): number {
  return ((ref - REF_BASE) / SCHEDULER_UNIT) | 0
}

/** How many refs that scheduler had made before. */
export function counterOf(ref: Ref): number {
  return (ref - REF_BASE) % SCHEDULER_UNIT
}

/** Whether `value` has the form of a ref. Doubles in this range come in halves, so the range alone is not enough. */
export function isRef(value: unknown): value is Ref {
  return typeof value === 'number' && value >= REF_BASE && value < REF_END && Number.isInteger(value)
}
