// Clicks through every view of the observer's page, on the program of the guide's chapter "Look inside".

import type { Page } from 'playwright-core'
import { afterEach, describe, expect, it } from 'vitest'
import { violations } from './support/accessibility.ts'
import { type OpenedPage, sharedBrowser } from './support/browser.ts'
import { screenshot, withHistory } from './support/screenshot.ts'
import { sharedShop } from './support/shop.ts'

const DESKTOP = { width: 1280, height: 860 }
const PHONE = { width: 360, height: 740 }

const { open } = sharedBrowser()
const { shop } = sharedShop()

describe('the observer', () => {
  let opened: OpenedPage

  /** The page in a window of its own; it is closed after the test, and must not have complained. */
  async function visit(options: Parameters<typeof open>[0] = { viewport: DESKTOP }): Promise<Page> {
    opened = await open(options)
    await opened.page.goto(shop().link)
    await opened.page.getByText('live', { exact: true }).waitFor()
    return opened.page
  }

  async function show(page: Page, view: string): Promise<void> {
    await page.getByRole('navigation').getByRole('link', { name: view }).click()
    await page.getByRole('heading', { level: 1, name: view }).waitFor()
  }

  afterEach(async () => {
    await opened.page.context().close()
    expect(opened.complaints).toEqual([])
  })

  it('answers at a glance: which scheduler is overloaded, whose mailbox is the longest, why a child was restarted', async () => {
    const page = await visit()
    const answers = page.getByRole('region', { name: 'At a glance' })
    await answers.getByText('Scheduler 4 is overloaded').waitFor()
    await answers.getByRole('link', { name: /^archive #PID/ }).waitFor()
    await answers.getByText(/till under .* because of Error: the drawer is stuck/).waitFor()
    // The link's token does not stay in the address.
    expect(new URL(page.url()).hash).toBe('#/overview')
    const row = page.getByRole('row').filter({ hasText: 'overloaded' })
    expect(await row.getByRole('rowheader').textContent()).toContain('4')
    for (const title of ['Utilization', 'Run queue', 'Steals and migrations', 'Heap in use', 'Processes alive']) {
      await page.getByRole('img', { name: title }).locator('canvas').waitFor()
    }
    await page
      .getByText(/^Scheduler \d stole \d+ process/)
      .first()
      .waitFor()
    expect(await violations(page)).toEqual([])
    await withHistory(page)
    await answers.getByText('Scheduler 4 is overloaded').waitFor()
    await screenshot(page, 'overview-light')
  })

  it('lists processes in the order that is asked for, and finds one by a filter', async () => {
    const page = await visit()
    await show(page, 'Processes')
    await page.getByRole('columnheader', { name: 'Mailbox' }).getByRole('button').click()
    const rows = page.locator('tbody tr[aria-rowindex]')
    await rows.first().filter({ hasText: 'archive' }).waitFor()
    expect(await page.getByRole('columnheader', { name: 'Mailbox' }).getAttribute('aria-sort')).toBe('descending')
    await page.getByRole('searchbox', { name: 'Filter' }).fill('accountant')
    await page.getByText(/^4 of \d+ processes/).waitFor()
    expect(await rows.count()).toBe(4)
    await page.getByRole('combobox').selectOption('1')
    await page.getByText('No process is like that.').waitFor()
    expect(page.url()).toContain('#/processes?sort=queueLength&filter=accountant&scheduler=1')
    expect(await violations(page)).toEqual([])
  })

  it('is used with keys alone', async () => {
    const page = await visit()
    await page.keyboard.press('?')
    const help = page.getByRole('dialog', { name: 'Keys' })
    await help.getByText('Next or previous row').waitFor()
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'hidden' })
    await page.keyboard.press('2')
    await page.getByRole('heading', { level: 1, name: 'Processes' }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('archive')
    await page.getByText(/^1 of \d+ processes/).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('grid', { name: 'Processes' }).focus()
    await page.keyboard.press('j')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: /^archive/ }).waitFor()
    await page.keyboard.press('Escape')
    await page.getByRole('heading', { level: 1, name: 'Processes' }).waitFor()
  })

  it('shows one process: where it is in its source, its mailbox, its parent', async () => {
    const page = await visit()
    await page
      .getByRole('link', { name: /^archive #PID/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: /^archive/ }).waitFor()
    await page
      .getByText(/^shop\.ts:\d+:\d+$/)
      .first()
      .waitFor()
    await page.getByText("[ 'receipt', 1, 'bread' ]").waitFor()
    await page.getByText(/The oldest 50 of [\d,]+ messages/).waitFor()
    expect(await violations(page)).toEqual([])
    await screenshot(page, 'process-light')
    await page
      .getByRole('link', { name: /^the street/ })
      .first()
      .click()
    await page.getByRole('heading', { level: 1, name: /^the street/ }).waitFor()
  })

  it('kills a process, after a question', async () => {
    const page = await visit()
    await show(page, 'Processes')
    await page.getByRole('searchbox', { name: 'Filter' }).fill('accountant')
    await page.getByText(/^4 of \d+ processes/).waitFor()
    await page.locator('tbody tr[aria-rowindex] a').first().click()
    await page.getByRole('heading', { level: 1, name: /^accountant/ }).waitFor()
    await page.getByText('4, pinned').waitFor()
    const dialog = page.getByRole('dialog', { name: /^Kill #PID/ })
    await page.getByRole('button', { name: 'Kill…' }).click()
    await dialog.getByText('Nobody is linked to it.').waitFor()
    await dialog.getByRole('button', { name: 'Leave it' }).click()
    await dialog.waitFor({ state: 'hidden' })
    await page.getByText('runnable').or(page.getByText('running')).first().waitFor()
    await page.getByRole('button', { name: 'Kill…' }).click()
    await dialog.getByRole('button', { name: 'Kill', exact: true }).click()
    await page.getByText('This process has ended.').waitFor()
    // The browser tells of the failed request that has found out.
    for (const complaint of opened.complaints.splice(0)) expect(complaint).toContain('404')
  })

  it('shows the trees of supervisors, and why a child was started anew', async () => {
    const page = await visit({ viewport: DESKTOP, colorScheme: 'dark' })
    await show(page, 'Supervision')
    const till = page.getByRole('treeitem').filter({ hasText: 'till' }).last()
    await till.getByText(/\d+ restarts?/).waitFor()
    await till.getByText('Error: the drawer is stuck').waitFor()
    await till.click()
    await page.getByRole('heading', { name: /^Why it was restarted/ }).waitFor()
    // A restart that just happened flashes.
    await page.locator('.node[data-fresh="true"] .flash').first().waitFor()
    expect(await violations(page)).toEqual([])
    await screenshot(page, 'supervision-dark')
    await page.keyboard.press('Home')
    await page.keyboard.press('ArrowLeft')
    await till.waitFor({ state: 'hidden' })
    expect(await page.getByRole('treeitem').first().getAttribute('aria-expanded')).toBe('false')
  })

  it('has a report of each crash, with the line that threw', async () => {
    const page = await visit()
    await show(page, 'Crashes')
    const report = page.getByRole('region', { name: 'Crash report' })
    await report.getByText(/at sell \(.*shop\.ts:\d+:\d+\)/).waitFor()
    await report.getByText('restarted').waitFor()
    expect(await violations(page)).toEqual([])
    await screenshot(page, 'crashes-light')
  })

  it('traces the messages of a process until it is stopped', async () => {
    const page = await visit()
    await show(page, 'Trace')
    await page.getByLabel('Pid or name').fill('stock')
    await page.getByRole('button', { name: 'Start' }).click()
    await page.getByRole('grid', { name: 'Messages' }).getByText('received').first().waitFor()
    expect(await violations(page)).toEqual([])
    await screenshot(page, 'trace-light')
    await page.getByRole('button', { name: 'Stop' }).click()
    await page.getByText(/Stopped\. [\d,]+ messages?\./).waitFor()
  })

  it('traces the messages of all processes that were started as a function', async () => {
    const page = await visit()
    await show(page, 'Trace')
    await page.getByLabel('Messages of').selectOption('function')
    await page.getByLabel('Function').fill('archive')
    await page.getByRole('button', { name: 'Start' }).click()
    const messages = page.getByRole('grid', { name: 'Messages' })
    await messages
      .getByText(/^\[ 'receipt', \d+, 'bread' \]$/)
      .first()
      .waitFor()
    expect(await messages.getByText('stock').count()).toBe(0)
  })

  it('says so when there is no process to trace', async () => {
    const page = await visit()
    await show(page, 'Trace')
    await page.getByLabel('Pid or name').fill('nobody')
    await page.getByRole('button', { name: 'Start' }).click()
    await page.getByRole('alert').getByText('No process has the pid or the name nobody.').waitFor()
  })

  it('stands still when it is paused', async () => {
    const page = await visit()
    await page.getByRole('button', { name: 'Pause' }).click()
    await page.getByText('paused', { exact: true }).waitFor()
    await page.getByRole('button', { name: 'Go on' }).click()
    await page.getByText('live', { exact: true }).waitFor()
  })

  it('is light or dark as the device is, or as somebody likes', async () => {
    const page = await visit({ viewport: DESKTOP, colorScheme: 'dark' })
    const ground = (): Promise<string> =>
      page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
    const dark = await ground()
    expect(await violations(page)).toEqual([])
    await withHistory(page)
    await page.getByText('Scheduler 4 is overloaded').waitFor()
    await screenshot(page, 'overview-dark')
    await page.keyboard.press('d')
    expect(await page.locator('html').getAttribute('data-theme')).toBe('light')
    expect(await ground()).not.toBe(dark)
    await page.keyboard.press('d')
    expect(await ground()).toBe(dark)
  })

  it('fits on a phone, each view', async () => {
    const page = await visit({ viewport: PHONE, deviceScaleFactor: 2, isMobile: true, hasTouch: true })
    for (const view of ['Processes', 'Supervision', 'Crashes', 'Trace', 'Overview']) {
      await show(page, view)
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(PHONE.width)
      if (view === 'Processes') await page.locator('tbody tr[aria-rowindex]').first().waitFor()
      await screenshot(page, `${view.toLowerCase()}-phone`)
    }
  })
})
