// Says what to do when there is no browser for the tests, instead of failing each of them.

import { existsSync } from 'node:fs'

/** Chromium of Debian and Ubuntu; CHROMIUM names another one. */
export const chromium = process.env.CHROMIUM ?? '/usr/bin/chromium'

export default function setup() {
  if (existsSync(chromium)) return
  throw new Error(
    `there is no Chromium at ${chromium}. On Debian: apt-get install --no-install-recommends chromium. Or name one by its path: CHROMIUM=/path/to/chrome pnpm test:browser`,
  )
}
