import { join } from 'node:path'
import type { Page } from 'playwright-core'

const folder = join(import.meta.dirname, '../../../../../docs/observer')

/** Writes a picture of the documentation, if that is what the tests are run for: SCREENSHOTS=1. */
export async function screenshot(page: Page, name: string): Promise<void> {
  if (process.env.SCREENSHOTS === '1') await page.screenshot({ path: join(folder, `${name}.png`) })
}

/** A picture shows more when there is some history. */
export async function withHistory(page: Page): Promise<void> {
  if (process.env.SCREENSHOTS === '1') await page.waitForTimeout(8_000)
}
