import { describe, expect, test } from 'vitest'
import { sinceThefts } from '../src/hosts/theft.ts'

const steal = { name: 'steal', cat: 'steal', ph: 'i' }
const arrival = (process: string, name = 'loot') => ({
  name: 'take over',
  cat: 'move',
  ph: 'X',
  args: { process, name },
})
const slice = (process: string) => ({ name: 'loot', cat: 'slice', ph: 'X', args: { process, name: 'loot' } })

describe('the time since a theft', () => {
  test('is from the theft to the first slice of each process that it took', () => {
    const events = [
      { ...steal, tid: 2, ts: 100 },
      { ...arrival('a'), tid: 2, ts: 104 },
      { ...arrival('b'), tid: 2, ts: 106 },
      { ...slice('a'), tid: 2, ts: 110 },
      { ...slice('b'), tid: 2, ts: 125 },
      { ...slice('a'), tid: 2, ts: 300 },
    ]
    expect(sinceThefts(events)).toEqual([10_000, 25_000])
  })

  test('counts the last theft of that scheduler, in the order of time, and no process but the loot', () => {
    const events = [
      { ...slice('a'), tid: 1, ts: 260 },
      { ...steal, tid: 2, ts: 50 },
      { ...steal, tid: 1, ts: 200 },
      { ...arrival('a'), tid: 1, ts: 210 },
      { ...arrival('other', 'victim'), tid: 1, ts: 215 },
      { ...slice('other'), tid: 1, ts: 220 },
    ]
    expect(sinceThefts(events)).toEqual([60_000])
  })
})
