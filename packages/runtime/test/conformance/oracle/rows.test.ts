import { describe, expect, it } from 'vitest'
import { handedOver, notRecorded, underAnotherName } from './handed-over.ts'
import { programs, recordingOf, rowsOfProgram } from './recordings.ts'
import { rows } from './rows/run-row.ts'
import { withoutCounterpart } from './without-counterpart.ts'

const all = programs.flatMap(rowsOfProgram)

describe.each(programs)('the rows of %s.erl', (program) => {
  it('are those of the recording', () => {
    expect([...recordingOf(program).keys()]).toEqual(rowsOfProgram(program))
  })

  it.each(rowsOfProgram(program))('%s has either a counterpart or a reason for having none', (name) => {
    expect([Object.hasOwn(rows, name), Object.hasOwn(withoutCounterpart, name)]).toContain(true)
    expect(Object.hasOwn(rows, name) && Object.hasOwn(withoutCounterpart, name)).toBe(false)
  })
})

describe('the counterparts and the reasons', () => {
  it('are of rows that exist, each of which has a name of its own', () => {
    expect(new Set(all).size).toBe(all.length)
    expect([...Object.keys(rows), ...Object.keys(withoutCounterpart)].filter((name) => !all.includes(name))).toEqual([])
  })

  it('say something', () => {
    for (const reason of Object.values(withoutCounterpart)) expect(reason).toMatch(/\w+ \w+/)
  })
})

describe('the rows of the oracle that was handed over', () => {
  it.each(handedOver())(
    '$program: $row was recorded, here or under another name, or has a reason for not being',
    ({ row }) => {
      const other = underAnotherName[row]
      if (other !== undefined) expect(all).toContain(other)
      const ways = [all.includes(row), other !== undefined, Object.hasOwn(notRecorded, row)]
      expect(ways.filter(Boolean)).toHaveLength(1)
    },
  )

  it('are all that is told of', () => {
    const rowsHandedOver = handedOver().map(({ row }) => row)
    const told = [...Object.keys(underAnotherName), ...Object.keys(notRecorded)]
    expect(told.filter((row) => !rowsHandedOver.includes(row))).toEqual([])
  })
})
