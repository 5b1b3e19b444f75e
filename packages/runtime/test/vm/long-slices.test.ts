import { once } from 'node:events'
import { type LongSchedule, type Pid, VM } from 'multibeam'
import { describe, expect, it } from 'vitest'
import { fixture } from './support/fixture.ts'

const url = fixture('long-slices.ts')

describe('long slices', () => {
  it('are events that name the process and its function, also where others ran beside it', async () => {
    await using vm = await VM.start({ schedulers: 1, longSchedule: 200 })
    const reports: LongSchedule[] = []
    vm.on('longSchedule', (report) => reports.push(report))
    // A busy machine may keep the ticks from being counted; then nobody is named, and it is tried again.
    for (let tried = 0; reports.length === 0 && tried < 20; tried++) {
      const slow = await vm.run<Pid>(url, 'slowAmongQuick', 1, 400)
      for (const report of reports) {
        if (report.currentFunction.name !== 'slow') continue
        expect(report).toMatchObject({ pid: slow, initialCall: { url: url.href, name: 'slow' }, scheduler: 1 })
        expect(report.milliseconds).toBeGreaterThanOrEqual(200)
      }
    }
    expect(reports.map(({ currentFunction }) => currentFunction)).toContainEqual({ url: url.href, name: 'slow' })
  })

  it('are told of a process that has ended, too, by the function it was started with', async () => {
    await using vm = await VM.start({ schedulers: 1, longSchedule: 50 })
    const told = once(vm, 'longSchedule')
    await vm.run(url, 'endsLate', 300)
    const [report] = (await told) as [LongSchedule]
    expect(report.initialCall.name).toBe('endsLate')
  })

  it('are told to the process that asked for it', async () => {
    await using vm = await VM.start({ schedulers: 2 })
    expect(await vm.run(url, 'monitors', 100)).toEqual([true, 'longSchedule', 'slow', true])
  })

  it('are looked for only while somebody listens, and the VM stops in the middle of it', async () => {
    await using vm = await VM.start({ schedulers: 1, longSchedule: 20 })
    const reports: LongSchedule[] = []
    const listener = (report: LongSchedule): void => {
      reports.push(report)
    }
    for (let round = 0; round < 3; round++) {
      vm.on('longSchedule', listener)
      vm.off('longSchedule', listener)
    }
    await vm.run(url, 'endsLate', 100)
    await vm.run(url, 'endsLate', 1)
    expect(reports).toEqual([])
    vm.on('longSchedule', listener)
    vm.on('longSchedule', () => {})
  })
})
