import type { Page } from 'playwright-core'

/** How steadily a page was drawn. Milliseconds. */
export interface Frames {
  readonly frames: number
  readonly medianGap: number
  readonly longestGap: number
  /** Tasks of the page's thread of more than 50 ms, as the Long Tasks API counts them. */
  readonly longTasks: number
  readonly longestTask: number
}

/** Watches frames and long tasks until the result is called. */
export async function startWatching(page: Page): Promise<() => Promise<Frames>> {
  await page.evaluate(() => {
    const watched = { gaps: [] as number[], tasks: [] as number[] }
    Object.assign(globalThis, { watched })
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) watched.tasks.push(duration)
    }).observe({ type: 'longtask' })
    let last = performance.now()
    const frame = (now: number): void => {
      watched.gaps.push(now - last)
      last = now
      requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
  })
  return () =>
    page.evaluate(() => {
      const { gaps, tasks } = (globalThis as unknown as { watched: { gaps: number[]; tasks: number[] } }).watched
      const sorted = gaps.toSorted((a, b) => a - b)
      return {
        frames: gaps.length,
        medianGap: sorted[sorted.length >> 1] ?? 0,
        longestGap: sorted.at(-1) ?? 0,
        longTasks: tasks.length,
        longestTask: Math.max(0, ...tasks),
      }
    })
}
