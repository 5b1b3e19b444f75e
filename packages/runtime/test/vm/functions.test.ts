import fc from 'fast-check'
import { Process, VM } from 'multibeam'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { terms } from '../terms/support.ts'
import { fixture, placeIn } from './support/fixture.ts'

const functions = fixture('functions.ts')

let vm: VM
beforeAll(async () => {
  vm = await VM.start({ schedulers: 2 })
})
afterAll(() => vm.stop())

describe('inline process functions', () => {
  it('give the same on each scheduler, whatever they capture', async () => {
    await fc.assert(
      fc.asyncProperty(terms, async (term) => {
        const [first, second] = await Promise.all([
          vm.run(functions, 'onScheduler', 1, term),
          vm.run(functions, 'onScheduler', 2, term),
        ])
        expect(second).toStrictEqual(first)
      }),
      { numRuns: 60 },
    )
  })

  it.each([1, 2])('run on scheduler %i with what they have captured', async (scheduler) => {
    const value = (extra: string) => ({ term: 'T', extra })
    expect(await vm.run(functions, 'onScheduler', scheduler, 'T')).toEqual([
      value('extra'),
      [value('extra'), 'inner', 'T'],
      ['T', 'extra'],
      [1, 'extra'],
      ['T', value('in a process')],
      [value('as an argument'), 'inner', 'T'],
      [['T', 'hibernated'], 'and woken'],
    ])
  })

  it.each([1, 2])('take what they capture along when they are spawned, on scheduler %i', async (scheduler) => {
    expect(await vm.run(functions, 'takenAtSpawn', scheduler)).toEqual({
      theirs: ['then', 'child'],
      list: ['then', 'parent'],
    })
  })

  it.each([1, 2])('of the runtime itself are sent as well, to scheduler %i', async (scheduler) => {
    expect(await vm.run(functions, 'ownFunctions', scheduler)).toEqual([true, scheduler, scheduler])
    expect(await vm.run(Process.alive, vm.self)).toBe(true)
  })

  it.each([1, 2])('may call each other, on scheduler %i', async (scheduler) => {
    expect(await vm.run(functions, 'hoisted', scheduler)).toBe('counted')
  })

  it.each([1, 2])('bring their module to scheduler %i', async (scheduler) => {
    await using fresh = await VM.start({ schedulers: 2 })
    const greeting = ['greeting', ['you', { scheduler }], scheduler]
    expect(await fresh.run(functions, 'ofAnotherModule', scheduler)).toEqual([greeting, greeting])
  })

  it.each([1, 2])('that cannot leave their process are refused with the place, for scheduler %i', async (scheduler) => {
    const place = (text: string) => `${new URL('.', functions)}${placeIn('functions.ts', text)}`
    const refused = (path: string) =>
      `UnsendableTerm: ${path}: the process function at ${place('function* counting')} captures \`count\`, which is ` +
      `reassigned at ${place('count += 1')}; give it as an argument instead`
    const noTerm = (path: string) =>
      `UnsendableTerm: ${path} (captured callback): a function that is no process function`
    expect(await vm.run(functions, 'refusals', scheduler)).toEqual([
      refused('fn'),
      refused('fn'),
      refused('fn'),
      refused('fn'),
      refused('args[0]'),
      refused('message[1].counting'),
      noTerm('fn'),
      noTerm('args[0][1]'),
      noTerm('message.job'),
      '1',
      '1',
    ])
  })
})
