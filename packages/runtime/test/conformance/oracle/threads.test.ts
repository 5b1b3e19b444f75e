import { VM } from 'multibeam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { numbered } from './correspondence.ts'
import { expectations } from './expectations.ts'
import type { Place } from './rows/row.ts'

const module = new URL('rows/run-row.ts', import.meta.url)

describe.each<[string, number, Place]>([
  ['1 scheduler', 1, {}],
  ['2 schedulers, the helpers on the other one', 2, { scheduler: 2 }],
])('on threads, %s', (_, schedulers, place) => {
  let vm: VM
  beforeAll(async () => {
    vm = await VM.start({ schedulers })
  })
  afterAll(() => vm.stop())

  it.each(expectations())('%s is what Erlang/OTP says', async (name, expected) => {
    expect(numbered(await vm.run(module, 'runRow', name, place))).toStrictEqual(expected)
  })
})
