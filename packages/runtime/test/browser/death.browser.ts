// A scheduler dies while somebody looks: the page tells of it and goes on, and so does `multibeam top` beside it.

import { VM } from 'multibeam'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { cli, runNode } from '../vm/support/run-node.ts'
import { sharedBrowser } from './support/browser.ts'

const { open } = sharedBrowser()

let vm: VM
beforeAll(async () => {
  vm = await VM.start({ schedulers: 2 })
})
afterAll(() => vm.stop())

it('tells of a scheduler that has died, and shows the processes of its successor', async ({ signal }) => {
  const app = vm.module<typeof import('./fragile.ts')>(new URL('./fragile.ts', import.meta.url))
  const died = new Promise((resolve) => vm.on('schedulerDown', resolve))
  const observer = await vm.observe()
  const { page, complaints } = await open({ viewport: { width: 1280, height: 860 } })
  await page.goto(observer.url)
  await page.getByText('live', { exact: true }).waitFor()

  await vm.run(app.fallOn, 2)
  await died
  await page
    .getByRole('list', { name: 'As it happens' })
    .getByText(/^Scheduler 2 died, and 1 process with it: .*nobody catches this/)
    .waitFor()
  await vm.run(app.waitOn, 2)
  await page.getByRole('navigation').getByRole('link', { name: 'Processes' }).click()
  await page.getByRole('combobox', { name: 'Scheduler' }).selectOption('2')
  await page.locator('tbody tr[aria-rowindex]').filter({ hasText: 'waits' }).waitFor()
  await page.getByText('live', { exact: true }).waitFor()

  const top = await runNode([cli, 'top', '--once', observer.url], signal)
  expect(top.stderr).toBe('')
  expect(top.stdout).toMatch(/waits/)
  expect(complaints).toEqual([])
})
