import { useSignal } from '@preact/signals'
import { useCallback, useEffect, useRef } from 'preact/hooks'
import type { AnswerOf, Request } from '../../protocol.ts'
import { paused } from '../model/store.ts'
import { connection } from './connection.ts'
import { ask, RequestFailed } from './requests.ts'

/** What has come of asking again and again. */
export interface Polled<A> {
  /** The last answer; null: none yet. */
  readonly answer: A | null
  /** Why there is no newer one; null: there is. */
  readonly failure: RequestFailed | null
  /** Asks now. */
  readonly refresh: () => void
}

/** The least time between two requests. Chosen: as often as overviews come. */
const SHORTEST_MILLISECONDS = 1_000
/** And the most, so that a machine that is slow for other reasons is still seen moving. Chosen. */
const LONGEST_MILLISECONDS = 10_000

/** Looking must not slow down what is looked at: at most a twentieth of the time goes into answering. Chosen. */
export function pollDelay(took: number): number {
  return Math.min(LONGEST_MILLISECONDS, Math.max(SHORTEST_MILLISECONDS, took * 20))
}

/**
 * Asks at once, when the request has changed, and again and again, never twice at a time; not while the page is hidden, paused or disconnected. The
 * answer to a request is kept until the one to a changed request is there, so that the page does not flicker.
 */
export function usePoll<R extends Request>(request: R): Polled<AnswerOf<R>> {
  const answer = useSignal<AnswerOf<R> | null>(null)
  const failure = useSignal<RequestFailed | null>(null)
  const wake = useRef<() => void>(() => {})
  const key = JSON.stringify(request)
  const asked = useRef(key)
  asked.current = key

  useEffect(() => {
    const ended = new AbortController()
    const run = async (): Promise<void> => {
      while (!ended.signal.aborted) {
        const wanted = asked.current
        let took = 0
        if (
          connection.value.state === 'live' &&
          document.visibilityState === 'visible' &&
          !(paused.value && answer.value !== null)
        ) {
          const start = performance.now()
          try {
            answer.value = await ask(JSON.parse(wanted) as R, ended.signal)
            failure.value = null
          } catch (error) {
            if (ended.signal.aborted) return
            if (!(error instanceof RequestFailed)) throw error
            failure.value = error
          }
          took = performance.now() - start
        }
        if (wanted !== asked.current) continue
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, pollDelay(took))
          wake.current = () => {
            clearTimeout(timer)
            resolve()
          }
        })
      }
    }
    void run()
    const unwatch = connection.subscribe(() => wake.current())
    const onVisible = (): void => wake.current()
    document.addEventListener('visibilitychange', onVisible)
    return () => {
      ended.abort()
      unwatch()
      document.removeEventListener('visibilitychange', onVisible)
      wake.current()
    }
  }, [answer, failure])

  useEffect(() => wake.current(), [key])
  const refresh = useCallback(() => wake.current(), [])
  return { answer: answer.value, failure: failure.value, refresh }
}
