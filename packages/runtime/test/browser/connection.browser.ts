// What the page does when the VM goes away and another one comes.

import { expect, it } from 'vitest'
import { sharedBrowser } from './support/browser.ts'
import { sharedShop } from './support/shop.ts'

const { open } = sharedBrowser()
const { shop, start } = sharedShop()

it('says that the VM has stopped, keeps its last state, and is let in by another one with that one’s link only', async () => {
  const { page } = await open()
  await page.goto(shop().link)
  await page.getByText('live', { exact: true }).waitFor()
  await page.getByRole('img', { name: 'Utilization' }).waitFor()

  await shop().stop()
  await page
    .getByRole('alert')
    .getByText(/The VM stopped at|Connection lost/)
    .waitFor()
  await page.getByRole('img', { name: 'Utilization' }).waitFor()

  const next = await start(shop().port)
  await page.getByRole('alert').getByText('Open the link that the VM printed').waitFor()

  await page.goto(next.link)
  await page.getByText('live', { exact: true }).waitFor()
  expect(await page.getByRole('alert').isVisible()).toBe(false)
})

it('shows nothing to somebody without the token', async () => {
  const { page } = await open()
  const next = await start(0)
  await page.goto(`http://127.0.0.1:${next.port}/`)
  await page.getByRole('alert').getByText('Open the link that the VM printed').waitFor()
  expect(await page.getByRole('main').textContent()).not.toContain('#PID')
})
