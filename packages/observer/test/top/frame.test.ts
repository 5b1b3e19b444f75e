import fc from 'fast-check'
import stringWidth from 'string-width'
import { describe, expect, it } from 'vitest'
import { frameOf, pageOf, rowsFor } from '../../src/top/frame.ts'
import { TopState } from '../../src/top/state.ts'
import { hello, overview, processes, row, scheduler } from './fake.ts'

const plain = (_style: string, text: string): string => text

function state(schedulers = [scheduler(1), scheduler(2)]): TopState {
  const state = new TopState()
  state.take(hello)
  state.take(overview(schedulers))
  return state
}

describe('a frame of top', () => {
  it('has a header, a bar a scheduler, the processes and the keys', () => {
    const busy = scheduler(1, {
      utilization: 0.5,
      runQueue: 3,
      processes: 1234,
      stealsWon: 5,
      movedIn: 7,
      movedOut: 2,
      heapUsed: 3 * 2 ** 20,
      slicesPerSecond: 1_234_567,
    })
    const shown = state([busy, scheduler(2, { online: false })])
    shown.processes = {
      ...processes({ type: 'processes' }),
      matching: 4321,
      rows: [
        row(1, {
          name: 'server',
          currentFunction: { name: 'serve', url: null },
          queueLength: 12_345,
          reductions: 4_560_000,
          memory: 2048,
          status: 'running',
        }),
        row(2, { initialCall: { name: 'aFunctionWithALongName', url: null }, scheduler: 2 }),
      ],
    }
    expect(frameOf(shown, { columns: 120, rows: 12 }, plain).map((line) => line.trimEnd())).toEqual([
      'multibeam 0.1.0  pid 4711  node 20.20.2                                                                         up 01:23',
      '12,345 processes  2 schedulers  0 crashes, 0 restarts lately  1.23M slices/s  0 spawned/s  200 MB  0 signals/s between …',
      '  1 [|||||||||||||||               ]  50%  queue 3      procs 1.23k  steals 5      in/out 7/2          heap 3.00 MB',
      '  2 [                              ]  off  queue 0      procs 0      steals 0      in/out 0/0          heap 0 B',
      '',
      'PID            NAME              INITIAL CALL        FUNCTION             STATUS     QUEUE  REDS▼   MEMORY  LINKS  SCHED',
      '<0.1.1>        server            main                serve                running    12.3k  4.56M  2.00 kB      0      1',
      '<0.2.1>                          aFunctionWithALong… main                 waiting        0      0    600 B      0      2',
      '',
      '',
      '',
      'q quit  r reductions  m memory  l queue  / filter  c scheduler  space pause  ? help                         1-2 of 4,321',
    ])
  })

  it('fits every screen, whatever processes are called and however many schedulers there are', () => {
    const name = fc.string({ unit: fc.constantFrom('a', '漢', '👩‍👩‍👧', 'é', '\x1b', '\n', '\u202e', 'e\u0301') })
    const size = fc.record({ columns: fc.integer({ min: 20, max: 200 }), rows: fc.integer({ min: 4, max: 60 }) })
    fc.assert(
      fc.property(size, fc.integer({ min: 1, max: 64 }), name, fc.boolean(), (size, count, name, showsHelp) => {
        const shown = state(Array.from({ length: count }, (_, i) => scheduler(i + 1, { utilization: i / count })))
        shown.showsHelp = showsHelp
        shown.view = { ...shown.view, filter: name }
        const rows = rowsFor(shown, size)
        shown.processes = {
          ...processes({ type: 'processes', limit: rows }),
          rows: Array.from({ length: rows }, (_, i) => row(i, { name, currentFunction: { name, url: null } })),
        }
        const lines = frameOf(shown, size, plain)
        expect(lines).toHaveLength(size.rows)
        for (const line of lines) {
          expect(stringWidth(line)).toBeLessThanOrEqual(size.columns)
          expect(line).not.toMatch(/\p{Cc}/u)
        }
      }),
      { numRuns: 40 },
    )
  })

  it('has one row more with one line more, and is a page of all without a screen', () => {
    const shown = state()
    shown.processes = processes({ type: 'processes', limit: 100 })
    expect(rowsFor(shown, { columns: 80, rows: 30 }) - rowsFor(shown, { columns: 80, rows: 29 })).toBe(1)
    expect(pageOf(shown, 100, plain)).toHaveLength(5 + 1 + 100)
  })

  it('waits for the first overview', () => {
    expect(frameOf(new TopState(), { columns: 80, rows: 5 }, plain)[0]).toBe('waiting for the observed VM…')
  })
})
