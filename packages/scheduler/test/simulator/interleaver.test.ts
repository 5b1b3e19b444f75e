import { describe, expect, it } from 'vitest'
import { Interleaver } from '../../src/simulator/interleaver.ts'
import { simulatedMesh } from '../../src/simulator/mesh.ts'
import { Random } from '../../src/simulator/random.ts'
import { SimulatedClock } from '../../src/simulator/simulated-clock.ts'
import { SimulatedLink } from '../../src/simulator/simulated-link.ts'
import { SimulatedThread } from '../../src/simulator/simulated-thread.ts'

/** Three threads that count to `turns`, post to each other and set an alarm; what happened, in order. */
function trace(seed: number, turns = 10): string[] {
  const clock = new SimulatedClock()
  const threads = simulatedMesh(3).map((links) => new SimulatedThread(clock, links, 1))
  const happened: string[] = []
  threads.forEach((thread, index) => {
    let left = turns
    thread.host(() => {
      happened.push(`${index} turn`)
      const next = thread.links[(index + 1) % 3] as SimulatedLink
      next.post(Uint8Array.of(left), [])
      if (--left > 0) thread.requestTurn()
      else if (left === 0) thread.sleepUntil(clock.now + 100 * (index + 1))
    })
    for (const link of thread.links) link?.listen((parcel) => happened.push(`${index} got ${String(parcel)}`))
    thread.requestTurn()
  })
  const interleaver = new Interleaver(clock, threads, seed)
  while (interleaver.step(() => {}));
  expect(interleaver.canStep()).toBe(false)
  return happened
}

describe('Interleaver', () => {
  it('does the same again with the same seed, and something else with another', () => {
    expect(trace(1)).toEqual(trace(1))
    expect(new Set(Array.from({ length: 20 }, (_, seed) => trace(seed).join())).size).toBe(20)
  })

  it('brings everything that was posted, in the order of each link', () => {
    for (let seed = 0; seed < 50; seed++) {
      const happened = trace(seed)
      for (let index = 0; index < 3; index++) {
        // Ten turns, and one more when the alarm went off.
        expect(happened.filter((event) => event === `${index} turn`)).toHaveLength(11)
        const got = happened.filter((event) => event.startsWith(`${index} got`))
        expect(got).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((left) => `${index} got ${left}`))
      }
    }
  })

  it('jumps to the next alarm when nobody can run, and stops when there is none', () => {
    const clock = new SimulatedClock()
    const threads = [new SimulatedThread(clock, [], 1), new SimulatedThread(clock, [], 1)] as const
    const rung: [number, number][] = []
    threads.forEach((thread, index) => {
      thread.host(() => rung.push([index, Math.floor(clock.now)]))
    })
    threads[0].sleepUntil(5000)
    threads[1].sleepUntil(1000)
    const interleaver = new Interleaver(clock, threads, 1)
    const entered: number[] = []
    while (interleaver.step((thread) => entered.push(thread)));
    expect(rung).toEqual([
      [1, 1000],
      [0, 5000],
    ])
    expect(entered).toEqual([1, 0])
    expect(interleaver.steps).toBe(2)
  })

  it('gives every thread that can run its chance', () => {
    const clock = new SimulatedClock()
    const counts = [0, 0, 0]
    const threads = counts.map((_, index) => {
      const thread = new SimulatedThread(clock, [], 1)
      thread.host(() => {
        counts[index] = (counts[index] as number) + 1
        thread.requestTurn()
      })
      thread.requestTurn()
      return thread
    })
    const interleaver = new Interleaver(clock, threads, 3)
    for (let i = 0; i < 3000; i++) interleaver.step(() => {})
    for (const count of counts) expect(count).toBeGreaterThan(800)
  })
})

describe('SimulatedLink', () => {
  it('copies what is posted, as a port does, and refuses what a port refuses', () => {
    const [one, other] = SimulatedLink.pair()
    const bytes = Uint8Array.of(1, 2)
    const buffer = new ArrayBuffer(4)
    one.post(bytes, [])
    bytes[0] = 9
    one.post({ bytes, extras: [buffer] }, [buffer])
    expect(other.receive()).toEqual(Uint8Array.of(1, 2))
    expect(buffer.byteLength).toBe(0)
    expect((other.receive() as { extras: unknown[] }).extras).toEqual([new ArrayBuffer(4)])
    expect(() => one.post({ bytes, extras: [() => {}] }, [])).toThrow('could not be cloned')
    expect(other.receive()).toBeUndefined()
  })
})

describe('Random', () => {
  it('gives the same numbers for the same seed, spread evenly', () => {
    const one = new Random(42)
    const two = new Random(42)
    const counts = new Array<number>(10).fill(0)
    for (let i = 0; i < 10_000; i++) {
      const number = one.below(10)
      expect(two.below(10)).toBe(number)
      counts[number] = (counts[number] as number) + 1
    }
    for (const count of counts) expect(count).toBeGreaterThan(850)
  })
})
