import type { Pid } from '@multibeam/scheduler'

/** A tree that the main thread supervises. */
interface Tree {
  /** The process above it. */
  readonly application: Pid
  /** Settles when that process has ended. */
  readonly end: Promise<unknown>
}

/** The trees that the main thread supervises, in the order of their start. */
export class Trees {
  readonly #trees = new Set<Tree>()
  readonly #failed: (error: unknown) => void
  #stopping = false

  /** `failed` is told of a tree that has ended by itself, and abnormally. */
  constructor(failed: (error: unknown) => void) {
    this.#failed = failed
  }

  /** A tree runs. */
  add(application: Pid, end: Promise<unknown>): void {
    const tree: Tree = { application, end }
    this.#trees.add(tree)
    const over = (): boolean => this.#trees.delete(tree)
    end.then(over, (error) => {
      over()
      if (!this.#stopping) this.#failed(error)
    })
  }

  /** Stops them, the last one first; returns after `timeout` milliseconds at the latest. */
  async stop(timeout: number, exit: (application: Pid) => void): Promise<void> {
    this.#stopping = true
    if (this.#trees.size === 0) return
    const { promise: late, timer } = after(timeout)
    const stopAll = async (): Promise<void> => {
      for (const { application, end } of [...this.#trees].reverse()) {
        exit(application)
        await end.catch(() => {})
      }
    }
    await Promise.race([stopAll(), late])
    clearTimeout(timer)
  }
}

function after(ms: number): { promise: Promise<void>; timer: NodeJS.Timeout } {
  let timer: NodeJS.Timeout | undefined
  const promise = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  return { promise, timer: timer as NodeJS.Timeout }
}
