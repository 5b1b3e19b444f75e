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

/** Signals by ascending ticket (tickets wrap). Most come in order, behind the last one; that costs the same however many there are. */
export class HeldList {
  first: HeldSignal | null = null
  #last: HeldSignal | null = null

  add(signal: HeldSignal): void {
    const last = this.#last
    if (last === null || ((signal.ticket - last.ticket) | 0) > 0) {
      if (last === null) this.first = signal
      else last.next = signal
      this.#last = signal
      return
    }
    let before: HeldSignal | null = null
    let after = this.first as HeldSignal
    while (((signal.ticket - after.ticket) | 0) > 0) {
      before = after
      after = after.next as HeldSignal
    }
    signal.next = after
    if (before === null) this.first = signal
    else before.next = signal
  }

  /** Takes the signal with this ticket, if it is the first; undefined if it is not. */
  take(ticket: number): HeldSignal | undefined {
    const first = this.first
    if (first === null || first.ticket !== ticket) return undefined
    this.first = first.next
    if (this.first === null) this.#last = null
    first.next = null
    return first
  }

  *[Symbol.iterator](): IterableIterator<HeldSignal> {
    for (let signal = this.first; signal !== null; signal = signal.next) yield signal
  }
}
