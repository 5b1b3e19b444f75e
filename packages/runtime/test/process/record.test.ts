import { type Pid, Priority, TaskStatus } from '@multibeam/scheduler'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { ProcessRecord } from '../../src/process/record.ts'

const newRecord = (priority: Priority, home: number) =>
  new ProcessRecord((2 ** 52) as Pid, priority, home, 0, () => undefined, [], 0)

/** The most of each number that lies in `standing`. */
const standing = {
  movable: fc.boolean(),
  ticketed: fc.boolean(),
  status: fc.constantFrom(...Object.values(TaskStatus)),
  priority: fc.constantFrom(...Object.values(Priority)),
  home: fc.integer({ min: 0, max: 64 }),
  stays: fc.integer({ min: 0, max: 32 }),
  computed: fc.integer({ min: -1, max: 126 }),
}

describe('how a process stands with its scheduler', () => {
  it('is runnable and free to move in the beginning, unless it is pinned', () => {
    const begun = { status: TaskStatus.runnable, ticketed: false, stays: 0, computed: 0 }
    expect(newRecord(Priority.low, 0)).toMatchObject({ ...begun, priority: Priority.low, movable: true, home: 0 })
    expect(newRecord(Priority.max, 64)).toMatchObject({ ...begun, priority: Priority.max, movable: false, home: 64 })
  })

  it('is seven numbers of which none disturbs another', () => {
    const changes = fc.oneof(
      ...Object.entries(standing).map(([name, values]) => fc.tuple(fc.constant(name), values as fc.Arbitrary<unknown>)),
    )
    fc.assert(
      fc.property(fc.record(standing), fc.array(changes), (given, then) => {
        const record = newRecord(Priority.normal, 0)
        const expected: Record<string, unknown> = {}
        for (const [name, value] of [...Object.entries(given), ...then]) {
          Object.assign(record, { [name]: value })
          expected[name] = value
          expect(record).toMatchObject(expected)
        }
      }),
    )
  })

  it('counts slices in a row that computed as far as anybody asks', () => {
    const record = newRecord(Priority.normal, 0)
    for (let slice = 0; slice < 1000; slice++) record.computed += 1
    expect(record.computed).toBe(126)
    expect(record.status).toBe(TaskStatus.runnable)
  })
})
