import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll } from 'vitest'

/** What a headless Chromium is started with: without sandbox, as containers have none, and without anything that speaks to the network by itself. */
const ARGUMENTS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** For what a busy machine makes us wait. Chosen: it only has to catch a hang. */
const PATIENCE_MILLISECONDS = 90_000

/** A browser for all tests of a file. */
export function sharedBrowser(): { open(options?: BrowserContextOptions): Promise<OpenedPage> } {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', args: ARGUMENTS })
  })
  afterAll(() => browser?.close())
  return { open: async (options = {}) => watch(await (await browser.newContext(options)).newPage()) }
}

export interface OpenedPage {
  readonly page: Page
  /** What the page complained about: errors and warnings of its console, such as refusals by its security policy, and uncaught exceptions. */
  readonly complaints: string[]
}

function watch(page: Page): OpenedPage {
  const complaints: string[] = []
  page.setDefaultTimeout(PATIENCE_MILLISECONDS)
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  return { page, complaints }
}
