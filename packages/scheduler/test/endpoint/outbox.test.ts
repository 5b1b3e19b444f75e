import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Channel } from '../../src/endpoint/channel.ts'
import type { Batch, Parcel, Transferable } from '../../src/endpoint/link.ts'
import { HAS_EXTRAS, Outbox } from '../../src/endpoint/outbox.ts'
import { makePid, type Pid } from '../../src/table/pid.ts'
import { ByteReader } from '../../src/wire/reader.ts'

/** A channel without room in its ring. */
class Posted {
  readonly parcels: [Parcel, readonly Transferable[]][] = []
  parked = false

  isParked(): boolean {
    return this.parked
  }
  post(parcel: Parcel, transfer: readonly Transferable[]): void {
    this.parcels.push([parcel, transfer])
  }

  write(): boolean {
    return false
  }
}

interface Signal {
  kind: number
  pid: Pid | 0
  ticket: number
  payload: number[]
  extras: string[]
}

function append(outbox: Outbox, { kind, pid, ticket, payload, extras }: Signal): void {
  // What is around the range is somebody else's.
  const bytes = Uint8Array.of(255, ...payload, 255)
  const list = ['not mine', ...extras, 'not mine']
  outbox.append(kind, pid, ticket, bytes, 1, 1 + payload.length, list, 1, 1 + extras.length)
}

function read(parcel: Parcel): Signal[] {
  const bytes = parcel instanceof Uint8Array ? parcel : (parcel as Batch).bytes
  const list = parcel instanceof Uint8Array ? [] : (parcel as Batch).extras
  const reader = new ByteReader()
  reader.open(bytes, 0, bytes.length)
  const signals: Signal[] = []
  while (reader.position < bytes.length) {
    const kind = reader.u8()
    const pid = reader.f64() as Pid
    const ticket = reader.u32() | 0
    const length = reader.u32()
    const [from, to] = (kind & HAS_EXTRAS) === 0 ? [0, 0] : [reader.u32(), reader.u32()]
    const payload = Array.from({ length }, () => reader.u8())
    signals.push({ kind: kind & ~HAS_EXTRAS, pid, ticket, payload, extras: list.slice(from, to) as string[] })
  }
  return signals
}

const signals = fc.array(
  fc.record<Signal>({
    kind: fc.integer({ min: 0, max: 127 }),
    pid: fc.oneof(
      fc.constant(0 as const),
      fc.tuple(fc.nat(2 ** 24 - 1), fc.nat(2 ** 20 - 1)).map(([s, g]) => makePid(s, g)),
    ),
    ticket: fc.integer(),
    payload: fc.array(fc.nat(255), { maxLength: 20 }),
    extras: fc.array(fc.string(), { maxLength: 3 }),
  }),
  { minLength: 1, maxLength: 20 },
)

describe('Outbox', () => {
  it('posts in one parcel exactly what was put in, and then starts anew', () => {
    fc.assert(
      fc.property(signals, signals, (first, second) => {
        const link = new Posted()
        const outbox = new Outbox(3, link as unknown as Channel)
        for (const batch of [first, second]) {
          for (const signal of batch) append(outbox, signal)
          expect(outbox.signals).toBe(batch.length)
          const { bytes } = outbox
          expect(outbox.flush()).toBe(bytes)
          expect([outbox.signals, outbox.bytes]).toEqual([0, 0])
        }
        expect(link.parcels.map(([parcel]) => read(parcel))).toEqual([first, second])
      }),
    )
  })

  it('posts nothing when it is empty', () => {
    const link = new Posted()
    expect(new Outbox(1, link as unknown as Channel).flush()).toBe(0)
    expect(link.parcels).toEqual([])
  })

  it('posts bytes alone when there are no extras, and transfers them when they are many', () => {
    const link = new Posted()
    const outbox = new Outbox(1, link as unknown as Channel)
    append(outbox, { kind: 8, pid: 0, ticket: 0, payload: [1, 2, 3], extras: [] })
    outbox.flush()
    append(outbox, { kind: 8, pid: 0, ticket: 0, payload: new Array(50_000).fill(7), extras: [] })
    outbox.flush()
    const [small, large] = link.parcels as [[Parcel, Transferable[]], [Parcel, Transferable[]]]
    expect(small[1]).toEqual([])
    expect(large[1]).toEqual([(large[0] as Uint8Array).buffer])
    expect((large[0] as Uint8Array).buffer.byteLength).toBe((large[0] as Uint8Array).length)
  })

  it('says how many bytes it has posted, also of those that are elsewhere by then', () => {
    const link = new Posted()
    link.post = (parcel, transfer) => void structuredClone(parcel, { transfer: transfer as ArrayBuffer[] })
    const outbox = new Outbox(1, link as unknown as Channel)
    for (const length of [3, 50_000]) {
      append(outbox, { kind: 8, pid: 0, ticket: 0, payload: new Array(length).fill(7), extras: [] })
      const { bytes } = outbox
      expect(outbox.flush()).toBe(bytes)
    }
  })

  it('moves what can be moved of its own extras, and copies the rest', () => {
    const link = new Posted()
    const outbox = new Outbox(1, link as unknown as Channel)
    const buffer = new ArrayBuffer(8)
    outbox.append(8, 0, 0, new Uint8Array(0), 0, 0, [buffer], 0, 1)
    outbox.flush()
    append(outbox, { kind: 8, pid: 0, ticket: 1, payload: [], extras: ['x'] })
    outbox.flush()
    expect(link.parcels.map(([, transfer]) => transfer)).toEqual([[buffer], []])
  })

  it('leaves a long batch open while its receiver is awake, for a fifth of a millisecond from the first look at the most', () => {
    const link = new Posted()
    const outbox = new Outbox(1, link as unknown as Channel)
    const grow = (length: number): void =>
      append(outbox, { kind: 8, pid: 0, ticket: 0, payload: new Array(length).fill(7), extras: [] })
    grow(100)
    expect(outbox.staysOpen(10)).toBe(false)
    grow(5000)
    expect(outbox.staysOpen(10)).toBe(true)
    link.parked = true
    expect(outbox.staysOpen(10.1)).toBe(false)
    link.parked = false
    expect(outbox.staysOpen(10.1)).toBe(true)
    expect(outbox.staysOpen(10.3)).toBe(false)
    outbox.flush()
    grow(5000)
    expect(outbox.staysOpen(20)).toBe(true)
    grow(64 * 1024)
    expect(outbox.staysOpen(20)).toBe(false)
  })
})
