/** Asks a question every millisecond, and notes when each is answered. */
export class Questions {
  readonly count: number
  readonly #asked: Float64Array
  readonly #latencies: number[] = []

  constructor(count: number) {
    this.count = count
    this.#asked = new Float64Array(count)
  }

  /** Calls `ask` with 0, 1, …; when a timer is late, with all that are due. Resolves after the last one. */
  askAll(ask: (question: number) => void): Promise<void> {
    const started = performance.now()
    let next = 0
    return new Promise((resolve, reject) => {
      const onTime = (): void => {
        try {
          for (; next < this.count && next <= performance.now() - started; next++) {
            this.#asked[next] = performance.now()
            ask(next)
          }
        } catch (error) {
          reject(error)
          return
        }
        if (next < this.count) setTimeout(onTime, 1)
        else resolve()
      }
      onTime()
    })
  }

  answered(question: number): void {
    this.#latencies.push(performance.now() - (this.#asked[question] as number))
  }

  /** Milliseconds from question to answer, the shortest first. */
  latencies(): number[] {
    return this.#latencies.toSorted((a, b) => a - b)
  }
}

/** The value that a share of sorted values does not exceed. */
export function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] as number
}
