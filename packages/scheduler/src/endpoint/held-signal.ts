import type { Pid } from '../table/pid.ts'

/** A signal that came before its turn: the bytes it came in (shared with its batch, never written again) and where it stands in them. */
export class HeldSignal {
  readonly pid: Pid
  readonly kind: number
  readonly ticket: number
  readonly bytes: Uint8Array
  readonly from: number
  readonly to: number
  readonly extras: unknown[]
  readonly extrasFrom: number
  readonly extrasTo: number
  next: HeldSignal | null

  constructor(
    pid: Pid,
    kind: number,
    ticket: number,
    bytes: Uint8Array,
    from: number,
    to: number,
    extras: unknown[],
    extrasFrom: number,
    extrasTo: number,
  ) {
    this.pid = pid
    this.kind = kind
    this.ticket = ticket
    this.bytes = bytes
    this.from = from
    this.to = to
    this.extras = extras
    this.extrasFrom = extrasFrom
    this.extrasTo = extrasTo
    this.next = null
  }
}

/** Puts a signal into its place in a list by ascending ticket (tickets wrap) and returns the list. */
export function hold(list: HeldSignal | null, signal: HeldSignal): HeldSignal {
  if (list === null || ((signal.ticket - list.ticket) | 0) < 0) {
    signal.next = list
    return signal
  }
  let before = list
  while (before.next !== null && ((signal.ticket - before.next.ticket) | 0) > 0) before = before.next
  signal.next = before.next
  before.next = signal
  return list
}
