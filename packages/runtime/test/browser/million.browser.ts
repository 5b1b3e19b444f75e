// The process table of a VM with very many processes: the page stays responsive while somebody sorts, filters and scrolls. `PROCESSES=1000000` for a
// million; what it has measured is printed.

import { VM } from 'multibeam'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { sharedBrowser } from './support/browser.ts'
import { startWatching } from './support/frames.ts'

const processes = Number(process.env.PROCESSES ?? '20000')
const crowd = new URL('../stress/observed.ts', import.meta.url)
const { open } = sharedBrowser()

let vm: VM
beforeAll(async () => {
  vm = await VM.start({ schedulers: 1 })
  await vm.run(vm.module<typeof import('../stress/observed.ts')>(crowd).crowd, processes, 1)
})
afterAll(() => vm.stop())

it('sorts, filters and scrolls without keeping the page from being drawn', async () => {
  const observer = await vm.observe({ socket: false })
  const { page, complaints } = await open({ viewport: { width: 1280, height: 860 } })
  await page.goto(observer.url)
  await page.getByText('live', { exact: true }).waitFor()
  await page.getByRole('navigation').getByRole('link', { name: 'Processes' }).click()
  const rows = page.locator('tbody tr[aria-rowindex] a')
  await rows.first().waitFor()
  const all = new RegExp(`^${processes.toLocaleString('en-US')} processes\\. The first 10,000`)
  await page.getByRole('status').filter({ hasText: all }).waitFor()

  const measured = await startWatching(page)
  for (const column of ['Mailbox', 'Memory', 'Pid', 'Mailbox']) {
    const header = page.getByRole('columnheader', { name: column })
    await header.getByRole('button').click()
    await page.locator(`th[aria-sort]:not([aria-sort="none"])`, { hasText: column }).waitFor()
    await rows.first().waitFor()
  }
  for (let step = 0; step < 40; step++) {
    await page.mouse.move(640, 500)
    await page.mouse.wheel(0, 4000)
  }
  await page.getByRole('searchbox', { name: 'Filter' }).fill('crowd')
  await page
    .getByRole('status')
    .filter({ hasText: /^\d+ of / })
    .waitFor()
  await page.getByRole('searchbox', { name: 'Filter' }).fill('')
  await page.getByRole('status').filter({ hasText: all }).waitFor()

  const { frames, longTasks, longestTask, longestGap, medianGap } = await measured()
  console.log(
    `${processes} processes: ${frames} frames, ${medianGap.toFixed(0)} ms apart in the median, ${longestGap.toFixed(0)} at most; ` +
      `${longTasks} tasks longer than 50 ms, the longest ${longestTask.toFixed(0)} ms`,
  )
  // Never more than what is on the screen, however many there are.
  expect(await page.locator('tbody tr').count()).toBeLessThan(80)
  expect(frames).toBeGreaterThan(0)
  expect(complaints).toEqual([])
  await observer.close()
})
