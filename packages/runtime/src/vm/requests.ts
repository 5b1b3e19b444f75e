import type { Casualties, Pid } from '@multibeam/scheduler'

export interface PendingRequest {
  id: number
  spawned: Promise<Pid>
  /** The process's value or exit; only for a request that wants it. */
  result: Promise<unknown>
}

interface Open {
  wantsResult: boolean
  /** Who has been asked, and the process once it is there. */
  scheduler: number
  pid: Pid | undefined
  spawned: Resolver<Pid>
  result: Resolver<unknown>
}

interface Resolver<T> {
  promise: Promise<T>
  resolve(value: T): void
  reject(error: unknown): void
}

/** What the main thread has asked schedulers to start, and has not heard the end of. */
export class Requests {
  readonly #open = new Map<number, Open>()
  #last = 0

  open(wantsResult: boolean, scheduler: number): PendingRequest {
    this.#last = (this.#last + 1) >>> 0
    const open: Open = {
      wantsResult,
      scheduler,
      pid: undefined,
      spawned: resolver<Pid>(),
      result: resolver<unknown>(),
    }
    this.#open.set(this.#last, open)
    return { id: this.#last, spawned: open.spawned.promise, result: open.result.promise }
  }

  close(id: number): void {
    this.#open.delete(id)
  }

  spawned(id: number, pid: Pid): void {
    const open = this.#open.get(id)
    if (open === undefined) return
    open.pid = pid
    open.spawned.resolve(pid)
    if (!open.wantsResult) this.#open.delete(id)
  }

  /** These processes are gone with a scheduler: what was asked of them does not come. `exit` makes the error of a process. */
  bury(dead: Casualties, exit: (pid: Pid) => Error, failed: Error): void {
    for (const [id, open] of [...this.#open]) {
      if (open.pid === undefined ? open.scheduler !== dead.scheduler : !dead.has(open.pid)) continue
      this.#open.delete(id)
      open.spawned.reject(failed)
      open.result.reject(open.pid === undefined ? failed : exit(open.pid))
    }
  }

  failed(id: number, error: unknown): void {
    const open = this.#open.get(id)
    this.#open.delete(id)
    open?.spawned.reject(error)
  }

  /**
   * Implies that it was spawned: a process that another scheduler has stolen may end there, and its result arrive, before the scheduler
   * that started it has sent the news of the start. What comes after this is dropped.
   */
  ended(id: number, pid: Pid, settle: (result: Resolver<unknown>) => void): void {
    const open = this.#open.get(id)
    if (open === undefined) return
    this.#open.delete(id)
    open.spawned.resolve(pid)
    settle(open.result)
  }

  failAll(error: unknown): void {
    for (const open of this.#open.values()) {
      open.spawned.reject(error)
      open.result.reject(error)
    }
    this.#open.clear()
  }
}

function resolver<T>(): Resolver<T> {
  let resolve!: (value: T) => void
  let reject!: (error: unknown) => void
  const promise = new Promise<T>((yes, no) => {
    resolve = yes
    reject = no
  })
  // Each request has two promises, and a failure may concern one that nobody waits for.
  promise.catch(() => {})
  return { promise, resolve, reject }
}
