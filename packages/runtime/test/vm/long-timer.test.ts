import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { inMilliseconds } from '../../src/vm/long-timer.ts'

const DAY = 24 * 60 * 60 * 1000

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

it.each([1, DAY, 24.8 * DAY, 49 * DAY, 120 * DAY])('calls back once after %d ms, and not before', (ms) => {
  const callback = vi.fn()
  inMilliseconds(ms, callback)
  vi.advanceTimersByTime(ms - 1)
  expect(callback).toHaveBeenCalledTimes(0)
  vi.advanceTimersByTime(1)
  expect(callback).toHaveBeenCalledTimes(1)
  vi.advanceTimersByTime(100 * DAY)
  expect(callback).toHaveBeenCalledTimes(1)
})

it('does not call back once it is cancelled, however long it has waited', () => {
  const callback = vi.fn()
  const cancel = inMilliseconds(60 * DAY, callback)
  vi.advanceTimersByTime(50 * DAY)
  cancel()
  vi.advanceTimersByTime(50 * DAY)
  expect(callback).not.toHaveBeenCalled()
})
