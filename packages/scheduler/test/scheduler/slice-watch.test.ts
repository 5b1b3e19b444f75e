import { describe, expect, it } from 'vitest'
import { SliceWatch } from '../../src/scheduler/slice-watch.ts'
import type { Pid } from '../../src/table/pid.ts'
import { Priority, Task } from '../../src/task.ts'

class Work extends Task {
  readonly name: string
  constructor(name: string) {
    super(0 as Pid, Priority.normal, 0, 0)
    this.name = name
  }
}

/** Bursts on a clock of our own, with ticks of 25 ms of which `late` are missed; what is reported. */
function watching(limit: number, missed = false): { burst(slices: Record<string, number>): void; reports: string[] } {
  const ticks = new Int32Array(4)
  const reports: string[] = []
  const watch = new SliceWatch<Work>(limit, 25, ticks, 1, ({ name }, ms) => reports.push(`${name} ${ms}`))
  let now = 10
  const burst = (slices: Record<string, number>): void => {
    watch.begin(now)
    for (const [name, ms] of Object.entries(slices)) {
      now += ms
      if (!missed) ticks[1] = Math.floor(now / 25)
      watch.sliced(new Work(name))
    }
    watch.end(now)
  }
  return { burst, reports }
}

describe('SliceWatch', () => {
  it('names the slice that took long among the short ones of its burst', () => {
    const { burst, reports } = watching(100)
    burst({ a: 1, b: 2 })
    burst({ a: 1, b: 120, c: 1 })
    burst({ a: 130, b: 1 })
    burst({ a: 1, b: 1, c: 100 })
    expect(reports).toEqual(['b 122', 'a 131', 'c 102'])
  })

  it('does not take several shorter slices for a long one', () => {
    const { burst, reports } = watching(100)
    burst({ a: 60, b: 60 })
    burst(Object.fromEntries(Array.from({ length: 16 }, (_, i) => [`p${i}`, 10])))
    expect(reports).toEqual([])
  })

  it('needs no ticks for a burst of one slice, and names nobody where they fail', () => {
    const { burst, reports } = watching(100, true)
    burst({ a: 1, b: 500 })
    burst({ b: 500 })
    expect(reports).toEqual(['b 500'])
  })

  it('goes on when the counter of ticks wraps', () => {
    const ticks = Int32Array.of(0, 2 ** 31 - 1)
    const reports: number[] = []
    const watch = new SliceWatch<Work>(100, 25, ticks, 1, (_task, ms) => reports.push(ms))
    watch.begin(0)
    watch.sliced(new Work('short'))
    ticks[1] = -(2 ** 31) + 4
    watch.sliced(new Work('long'))
    watch.end(125)
    expect(reports).toEqual([125])
  })
})
