/**
 * A pid is a plain number, so that it costs nothing to compare, hash, copy or put into a message:
 *
 *     2^52 + generation · 2^32 + node · 2^24 + slot        (20, 8 and 24 bits)
 *
 * Every double from 2^52 to 2^53 is an integer, so a range test alone tells a pid from other numbers, and the low
 * 32 bits (node and slot) survive `pid | 0`. The generation tells apart the processes that used one slot in turn.
 */
declare const brand: unique symbol

/** The address of a process. Valid in any message and on any scheduler; printed `#PID<node.slot.generation>`. */
export type Pid = number & { readonly [brand]: 'pid' }

export const PID_BASE = 2 ** 52
export const SLOT_BITS = 24
export const NODE_BITS = 8
export const GENERATION_BITS = 20

const PID_END = 2 ** 53
const GENERATION_UNIT = 2 ** 32
// Not written as `2 ** SLOT_BITS` where it is used: that was a call of pow a spawn, 7 % of the bench's spawn-reply.
const NODE_UNIT = 2 ** SLOT_BITS
const SLOT_MASK = 0xff_ff_ff
const NODE_MASK = 0xff
const GENERATION_MASK = 0xf_ff_ff

/** The pid of `slot` in its `generation`; each number is cut to its width, so a generation wraps round after 2^20. */
export function makePid(slot: number, generation: number, node = 0): Pid {
  return (PID_BASE +
    (generation & GENERATION_MASK) * GENERATION_UNIT +
    (node & NODE_MASK) * NODE_UNIT +
    (slot & SLOT_MASK)) as Pid
}

/** The row of the process table, 0 to 2^24 - 1. */
export function slotOf(pid: Pid): number {
  return pid & SLOT_MASK
}

/** Which of the slot's processes in turn is meant, 0 to 2^20 - 1. */
export function generationOf(pid: Pid): number {
  // Truncation by `| 0` is exact: what is left of the point has 20 bits.
  return ((pid - PID_BASE) / GENERATION_UNIT) | 0
}

/** The node, 0 to 255; 0 is this VM. */
export function nodeOf(pid: Pid): number {
  return (pid >>> SLOT_BITS) & NODE_MASK
}

/** Whether `value` has the form of a pid; not whether a process of that pid ever lived. */
export function isPid(value: unknown): value is Pid {
  return typeof value === 'number' && value >= PID_BASE && value < PID_END
}
