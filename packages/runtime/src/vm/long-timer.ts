/** What `setTimeout` takes at most; with more, Node fires at once. Specified: Node's documentation of `setTimeout`. */
const LONGEST = 2 ** 31 - 1

/** Calls back once, no earlier than `ms` milliseconds from now, however many; the result cancels. Keeps Node alive until then. */
export function inMilliseconds(ms: number, callback: () => void): () => void {
  const due = performance.now() + ms
  const next = (): NodeJS.Timeout => {
    const left = Math.max(0, Math.ceil(due - performance.now()))
    return left > LONGEST ? setTimeout(again, LONGEST) : setTimeout(callback, left)
  }
  const again = (): void => {
    timer = next()
  }
  let timer = next()
  return () => clearTimeout(timer)
}
