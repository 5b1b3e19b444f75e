// The Trace Event Format, as a reader of it needs it: what viewers do with the events that `vm.trace` writes.

import { readFileSync } from 'node:fs'

export interface TraceEvent {
  name: string
  ph: 'X' | 'i' | 'C' | 'M' | 's' | 'f'
  /** Microseconds. */
  ts: number
  dur?: number
  pid: number
  tid: number
  cat?: string
  id?: number
  s?: string
  bp?: string
  args?: Record<string, unknown>
}

/** Fields that each kind of event has, and no others. */
const FIELDS: Record<TraceEvent['ph'], readonly string[]> = {
  X: ['name', 'cat', 'ph', 'ts', 'dur', 'pid', 'tid', 'args'],
  i: ['name', 'cat', 'ph', 's', 'ts', 'pid', 'tid', 'args'],
  C: ['name', 'cat', 'ph', 'ts', 'pid', 'tid', 'args'],
  M: ['name', 'ph', 'ts', 'pid', 'tid', 'args'],
  s: ['name', 'cat', 'id', 'pid', 'ph', 'tid', 'ts'],
  f: ['name', 'cat', 'id', 'pid', 'ph', 'bp', 'tid', 'ts'],
}

/** Half a nanosecond: times are written as microseconds with three decimals. */
const ROUNDING = 0.0005

export class Timeline {
  readonly events: readonly TraceEvent[]

  /** Throws if the text is no JSON array of such events. */
  constructor(text: string) {
    this.events = JSON.parse(text) as TraceEvent[]
    for (const event of this.events) checkFields(event)
  }

  static of(file: string): Timeline {
    return new Timeline(readFileSync(file, 'utf8'))
  }

  get slices(): TraceEvent[] {
    return this.of('X', 'slice')
  }

  of(ph: TraceEvent['ph'], category?: string): TraceEvent[] {
    return this.events.filter((event) => event.ph === ph && (category === undefined || event.cat === category))
  }

  named(name: string): TraceEvent[] {
    return this.events.filter((event) => event.name === name)
  }

  on(scheduler: number): TraceEvent[] {
    return this.events.filter(({ tid }) => tid === scheduler)
  }

  /** Pairs of events on one track that overlap without one being in the other: no viewer can draw them. */
  get overlapping(): [TraceEvent, TraceEvent][] {
    const wrong: [TraceEvent, TraceEvent][] = []
    for (const tid of new Set(this.events.map((event) => event.tid))) {
      const sorted = this.of('X')
        .filter((event) => event.tid === tid)
        .sort((a, b) => a.ts - b.ts || end(b) - end(a))
      const open: TraceEvent[] = []
      for (const event of sorted) {
        while (open.length > 0 && end(open.at(-1) as TraceEvent) <= event.ts + ROUNDING) open.pop()
        const around = open.at(-1)
        if (around !== undefined && end(around) < end(event) - ROUNDING) wrong.push([around, event])
        open.push(event)
      }
    }
    return wrong
  }

  /** Each arrow: the slices that it begins and ends in. Throws if one has but one end, ends before it begins, or has none around it. */
  get moves(): [TraceEvent, TraceEvent][] {
    const ends = new Map(this.of('f').map((event) => [event.id, event]))
    const moves = this.of('s').map((begin): [TraceEvent, TraceEvent] => {
      const finish = ends.get(begin.id)
      ends.delete(begin.id)
      if (finish === undefined || finish.ts < begin.ts) throw new Error(`no end of ${JSON.stringify(begin)}`)
      return [this.#around(begin), this.#around(finish)]
    })
    if (ends.size > 0) throw new Error(`no beginning of ${JSON.stringify([...ends.values()])}`)
    return moves
  }

  #around({ tid, ts }: TraceEvent): TraceEvent {
    const around = this.of('X', 'move').filter((event) => event.tid === tid && event.ts <= ts && ts <= end(event))
    if (around.length !== 1) throw new Error(`${around.length} slices of moving at ${ts} on ${tid}`)
    return around[0] as TraceEvent
  }
}

function end({ ts, dur = 0 }: TraceEvent): number {
  return ts + dur
}

function checkFields(event: TraceEvent): void {
  const wanted = FIELDS[event.ph]
  if (wanted === undefined || Object.keys(event).sort().join() !== [...wanted].sort().join()) {
    throw new Error(`not an event as it should be: ${JSON.stringify(event)}`)
  }
  const numbers = [event.ts, event.pid, event.tid, event.dur ?? 0, event.id ?? 0]
  if (!numbers.every((number) => Number.isFinite(number) && number >= 0)) {
    throw new Error(`not the numbers of an event: ${JSON.stringify(event)}`)
  }
}
