import { VM } from 'multibeam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { numbered } from './correspondence.ts'
import { expectations } from './expectations.ts'
import type { Place } from './rows/row.ts'

const module = new URL('rows/run-row.ts', import.meta.url)

/** The functions whose crashes some rows are about. */
const CRASHING = ['fail', 'throwTerm', 'nofun', 'S', 'crashMe', 'AgentServer', 'answeringTask']

describe.each<[string, number, Place]>([
  ['1 scheduler', 1, {}],
  ['2 schedulers, the helpers anywhere', 2, {}],
  ['2 schedulers, the helpers on the other one', 2, { scheduler: 2 }],
])('on threads, %s', (_, schedulers, place) => {
  let vm: VM
  const unexpected: string[] = []
  beforeAll(async () => {
    vm = await VM.start({ schedulers })
    vm.on('supervisor', () => {})
    vm.on('crash', ({ initialCall, reason }) => {
      if (!CRASHING.includes(initialCall.name)) unexpected.push(`${initialCall.name}: ${String(reason)}`)
    })
    await vm.run(module, 'loadEverywhere')
  })
  afterAll(() => vm.stop())

  it.each(expectations())('%s is what Erlang/OTP says', async (name, expected) => {
    expect(numbered(await vm.run(module, 'runRow', name, place))).toStrictEqual(expected)
  })

  it('nothing has crashed that should not', () => {
    expect(unexpected).toEqual([])
  })
})
