/**
 * A ref is a plain number too, just below the pids:
 *
 *     2^51 + scheduler · 2^44 + counter        (7 and 44 bits)
 *
 * Each scheduler counts for itself, so making a ref touches no shared memory, and no two schedulers make the same one.
 * 44 bits last one scheduler 200 days at a million refs a second.
 *
 * An *alias* is a ref that messages can be sent to. It says where its process is found, in numbers that no scheduler has:
 *
 *     2^51 + 2^50 + 2^49 + slot · 2^25 + counter        (24 and 25 bits)
 *
 * The process itself knows which aliases it has, so one that comes again after 2^25 others does harm only if its namesake is still in use.
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

const ALIAS_BASE = 2 ** 51 + 2 ** 50 + 2 ** 49
const ALIAS_UNIT = 2 ** 25
const ALIAS_MASK = ALIAS_UNIT - 1

/** The number of the alias after that one of the same process. */
export function nextAliasCounter(counter: number): number {
  return (counter + 1) & ALIAS_MASK
}

/**
 * Where the aliases of a process begin to count. Another one of the same slot begins elsewhere, so that what was sent to an alias of a process that
 * is no more does not find one of its successor's.
 */
export function firstAliasCounter(generation: number): number {
  // Knuth's multiplicative hash: neighbours come far apart.
  return (Math.imul(generation, 0x9e3779b1) >>> 7) & ALIAS_MASK
}

/** An alias of the process in `slot`; the counter is cut to its width. */
export function makeAlias(slot: number, counter: number): Ref {
  return (ALIAS_BASE + slot * ALIAS_UNIT + (counter & ALIAS_MASK)) as Ref
}

/** Whether a ref has the form of an alias. */
export function isAlias(ref: number): boolean {
  return ref >= ALIAS_BASE && ref < REF_END
}

/** The slot in which the process of an alias lives. */
export function slotOfAlias(alias: Ref): number {
  return Math.floor((alias - ALIAS_BASE) / ALIAS_UNIT)
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
