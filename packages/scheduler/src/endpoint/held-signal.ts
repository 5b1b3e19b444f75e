import type { Pid } from '../table/pid.ts'

/** A signal that came before its turn: the bytes it came in (shared with its batch, never written again) and where it stands in them. */
export class HeldSignal {
  readonly pid: Pid
  readonly kind: number
  ticket: number
  readonly bytes: Uint8Array
  readonly from: number
  readonly to: number
  readonly extras: unknown[]
  readonly extrasFrom: number
  readonly extrasTo: number

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
  }
}

/**
 * Signals that wait for their turn, by ticket. Not a list: the batches of several senders interleave ticket by ticket, and finding each one's
 * place took minutes where 300,000 messages of three senders met.
 */
export class HeldSignals {
  readonly #byTicket = new Map<number, HeldSignal>()

  get size(): number {
    return this.#byTicket.size
  }

  add(signal: HeldSignal): void {
    this.#byTicket.set(signal.ticket, signal)
  }

  /** Takes the signal with this ticket; undefined if it has not come. */
  take(ticket: number): HeldSignal | undefined {
    const signal = this.#byTicket.get(ticket)
    if (signal !== undefined) this.#byTicket.delete(ticket)
    return signal
  }

  has(ticket: number): boolean {
    return this.#byTicket.has(ticket)
  }

  /** In the order in which they came. */
  [Symbol.iterator](): IterableIterator<HeldSignal> {
    return this.#byTicket.values()
  }
}
