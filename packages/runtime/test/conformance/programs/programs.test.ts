import { readFileSync } from 'node:fs'
import { VM } from 'multibeam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { canonical, difference } from './canonical.ts'
import type { Placement } from './interpreter.ts'
import { describeProgram, type Program, type Trace } from './program.ts'
import { runOnThreads, runSimulated, simulatedRunsOf } from './run.ts'

/**
 * Random programs and what Erlang/OTP made of them, recorded by `node scripts/compare-programs.mjs --record 200`; the same script
 * compares fresh ones. README.md tells what they are made of.
 */
const recorded = readFileSync(new URL('./recorded.jsonl', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => {
    const [seed, steps, trace] = JSON.parse(line) as [number, Program['steps'], Trace]
    return { program: { seed, steps }, trace }
  })

/** First and last program of a test: a part of them, so that a slow machine has time enough for each. */
const PART = 40
const parts = recorded.flatMap((_, index) => (index % PART === 0 ? [[index, index + PART - 1] as const] : []))

function expectSame(program: Program, expected: Trace, actual: Trace, where: string): void {
  expect(difference(program, expected, actual), `${where}\n${describeProgram(program)}`).toBeUndefined()
}

describe('recorded programs observe what they do on Erlang/OTP', () => {
  describe('in the simulator', () => {
    it.each(parts)('programs %i to %i', async (first, last) => {
      for (const { program, trace } of recorded.slice(first, last + 1)) {
        for (const run of simulatedRunsOf(program)) {
          expectSame(program, trace, await runSimulated(program, run), JSON.stringify(run))
        }
      }
    })
  })

  describe('on real threads', () => {
    let vm: VM
    beforeAll(async () => {
      vm = await VM.start({ schedulers: 2 })
      vm.on('crash', () => {})
    })
    afterAll(() => vm.stop())

    const placements: readonly Placement[] = ['together', 'spread', 'free']
    for (const placement of placements) {
      it.each(parts)(`with their processes placed ${placement}, programs %i to %i`, async (first, last) => {
        const part = recorded.slice(first, last + 1)
        const programs = part.map(({ program }) => program)
        const traces = await runOnThreads(vm, programs, placement)
        for (const [index, { program, trace }] of part.entries()) {
          expectSame(program, trace, traces[index] as Trace, placement)
        }
      })
    }
  })
})

describe('the comparison', () => {
  const program: Program = {
    seed: 0,
    steps: [
      [
        0,
        [
          ['spawn', 'plain', 1, 'none'],
          ['spawn', 'plain', 2, 'none'],
          ['spawn', 'plain', 3, 'none'],
        ],
        'none',
      ],
      [
        1,
        [
          ['send', 0, 'a', 0],
          ['send', 0, 'b', 1],
        ],
        'none',
      ],
      [2, [['send', 0, 'a', 2]], 'none'],
    ],
  }
  const arrivedInStep2 = (...messages: string[][]): Trace => [
    [['ok', 'ok', 'ok'], [], [], []],
    [['ok', 'ok'], [], [[0, messages]], []],
  ]

  it('takes messages of different senders in any order, if they arrived in the same step', () => {
    const one = arrivedInStep2(['EXIT', 'p2', 'boom'], ['EXIT', 'p3', 'boom'], ['DOWN', 'm0', 'process', 'p3', 'boom'])
    const other = arrivedInStep2(
      ['EXIT', 'p3', 'boom'],
      ['DOWN', 'm0', 'process', 'p3', 'boom'],
      ['EXIT', 'p2', 'boom'],
    )
    const watched: Program = { ...program, steps: program.steps.with(0, [0, [['monitor', 3, 'm0']], 'none']) }
    expect(difference(watched, one, other)).toBeUndefined()
    expect(canonical(watched, one)).toEqual(canonical(watched, other))
  })

  it('keeps the order of one sender, and of different steps', () => {
    const step2: Trace = [
      [['ok', 'ok', 'ok'], [], [], []],
      [
        ['ok', 'ok'],
        [],
        [
          [
            0,
            [
              ['a', 0],
              ['b', 1],
            ],
          ],
        ],
        [],
      ],
    ]
    const swapped: Trace = [
      step2[0],
      [
        ['ok', 'ok'],
        [],
        [
          [
            0,
            [
              ['b', 1],
              ['a', 0],
            ],
          ],
        ],
        [],
      ],
    ] as Trace
    expect(difference(program, step2, swapped)).toContain('first difference in step 2')
    const appended = [
      ...step2,
      [
        ['ok'],
        [],
        [
          [
            0,
            [
              ['a', 0],
              ['b', 1],
              ['a', 2],
            ],
          ],
        ],
        [],
      ],
    ] as Trace
    const inserted = [
      ...step2,
      [
        ['ok'],
        [],
        [
          [
            0,
            [
              ['a', 2],
              ['a', 0],
              ['b', 1],
            ],
          ],
        ],
        [],
      ],
    ] as Trace
    expect(difference(program, appended, inserted)).toContain('first difference in step 3')
  })

  it('sees a missing message, another reason, and a program that failed', () => {
    const one = arrivedInStep2(['EXIT', 'p2', 'boom'])
    expect(difference(program, one, arrivedInStep2())).toContain('queues')
    expect(difference(program, one, arrivedInStep2(['EXIT', 'p2', 'killed']))).toContain('queues')
    expect(difference(program, one, ['failed', 'step 1: lost'])).toContain('Multibeam: failed, step 1: lost')
  })
})
