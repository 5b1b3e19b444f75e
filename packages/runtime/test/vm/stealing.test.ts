import { VM } from 'multibeam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { fixture } from './support/fixture.ts'

const stealing = fixture('stealing.ts')

interface Travelled {
  /** Whether more than one scheduler ran some. */
  readonly travelled: boolean
}

/** Runs it until some have travelled: on a busy machine the other schedulers may sleep through all of it. What else it says must hold each time. */
async function untilTravelled(run: () => Promise<Travelled>, expected: object): Promise<void> {
  for (;;) {
    const { travelled, ...result } = await run()
    expect(result).toEqual(expected)
    if (travelled) return
  }
}

describe('with 4 schedulers', () => {
  let vm: VM
  beforeAll(async () => {
    vm = await VM.start({ schedulers: 4 })
  })
  afterAll(() => vm.stop())

  it('10,000 workers spawned by one process run on every scheduler, with nothing said by the user', async () => {
    const { ran, spawned, answered } = await vm.run<{
      ran: Record<number, number>
      spawned: number
      answered: number
    }>(stealing, 'spawnWorkers', 10_000)
    expect(answered).toBe(spawned)
    expect(Object.keys(ran)).toEqual(['1', '2', '3', '4'])
    const statistics = vm.statistics()
    expect(statistics.reduce((sum, { processesIn }) => sum + processesIn, 0)).toBeGreaterThan(0)
  })

  it('messages sent to a child right after it was spawned arrive in order, wherever it runs', async () => {
    await untilTravelled(() => vm.run<Travelled>(stealing, 'sendToYoungChildren', 500, 20), { disorder: 0 })
  })

  it('inline functions run on every scheduler, with what they have captured', async () => {
    const ran = new Set<number>()
    while (ran.size < 4) {
      const result = await vm.run<{ ran: number[] }>(stealing, 'spawnInline', 10_000)
      expect(result).toMatchObject({ seeds: 10_000, wrong: 0 })
      for (const scheduler of result.ran) ran.add(scheduler)
    }
    expect([...ran].sort()).toEqual([1, 2, 3, 4])
  })

  it('inline functions that are not compiled stay on their scheduler, and share its variables', async () => {
    expect(await vm.run(stealing, 'spawnInterpreted', 1000)).toEqual({ here: true, shared: 1000, pinned: 1000 })
  })

  it('what a process sends to itself is there at once, whatever others have on their way to it', async () => {
    expect(await vm.run(stealing, 'sendToOneself')).toEqual(['two', 'one', 'ends', 'by itself'])
  })

  it('pinned processes stay on theirs', async () => {
    expect(await vm.run(stealing, 'spawnPinned', 1000)).toEqual([4])
  })
})

// It would never end if the others waited for the scheduler that is stuck.
it.each([2, 4])(
  'a scheduler of %i that is stuck in a native call does not hold back what it has published',
  async (schedulers) => {
    await using vm = await VM.start({ schedulers })
    const word = new Int32Array(new SharedArrayBuffer(4))
    await vm.run(stealing, 'startBlocking', vm.self, word, 8)
    expect(await vm.receive('blocking')).toEqual(['blocking', 1])
    for (let ran = 0; ran < 4; ran++) {
      const [, scheduler] = await vm.receive<[string, number]>('ran')
      expect(scheduler).not.toBe(1)
    }
    Atomics.store(word, 0, 1)
    Atomics.notify(word, 0)
    await vm.receive('went on')
    for (let ran = 4; ran < 8; ran++) await vm.receive('ran')
  },
)

describe('with 2 schedulers', () => {
  let vm: VM
  beforeAll(async () => {
    vm = await VM.start({ schedulers: 2 })
  })
  afterAll(() => vm.stop())

  // The scheduler that starts the process has not said so when another one, which has stolen it, says that it has ended.
  it.each([
    ['value', false],
    ['exit', true],
  ])('the %s of a vm.run arrives though the scheduler that started it is stuck in a native call', async (_, fails) => {
    for (let blocked = false; !blocked; ) {
      const word = new Int32Array(new SharedArrayBuffer(4))
      await vm.run(stealing, 'startWatching', vm.self, word)
      await vm.receive('watching')
      const [ran] = await Promise.allSettled([vm.run<number>(stealing, 'whereItRan', fails)])
      Atomics.store(word, 0, 1)
      Atomics.notify(word, 0)
      ;[, blocked] = await vm.receive<[string, boolean]>('went on')
      if (!blocked) continue
      if (fails) expect(ran).toMatchObject({ status: 'rejected', reason: { reason: ['ran', 2] } })
      else expect(ran).toEqual({ status: 'fulfilled', value: 2 })
    }
  })

  it.each(['memory', 'map', 'function'])('a child that was given a %s may run anywhere', async (kind) => {
    await untilTravelled(() => vm.run<Travelled>(stealing, 'spawnGiven', kind, 5000), { wrong: 0 })
  })
})
