import { type Casualties, type NameTable, type Pid, Priority, type Ref, Task } from '@multibeam/scheduler'
import type { Cell } from '../mailbox/cell.ts'
import { Clauses } from '../mailbox/clauses.ts'
import { append, type Mailbox, NO_MATCH, takeFirst, takeMatching } from '../mailbox/mailbox.ts'
import { matches, type Pattern } from '../mailbox/pattern.ts'
import { timeout } from '../process/receive.ts'
import type { Refusal } from '../signals/names.ts'
import { inMilliseconds } from './long-timer.ts'

interface Receiver {
  pattern: Pattern | undefined
  resolve(message: unknown): void
  reject(error: unknown): void
}

/** The main thread's place in the process table: a mailbox whose receives are promises. */
export class MainMailbox extends Task implements Mailbox {
  first: Cell | null = null
  last: Cell | null = null
  queued = 0
  examined: Cell | null = null
  readonly rare = null
  readonly links = new Set<Pid>()
  /** Whom the main thread monitors: pids or names, by ref. */
  readonly #monitors = new Map<Ref, { readonly target: Pid | string; readonly pid: Pid | undefined }>()
  /** Index of its registered name, -1 for none. */
  #name = -1
  /** Receives that wait, oldest first. */
  readonly #receivers: Receiver[] = []

  constructor(pid: Pid, expected: number) {
    super(pid, Priority.normal, 0, expected)
    this.movable = false
  }

  /** `pid`: who has the name, if `target` is one. */
  monitor(ref: Ref, target: Pid | string, pid: Pid | undefined): void {
    this.#monitors.set(ref, { target, pid })
  }

  demonitor(ref: Ref): Pid | string | undefined {
    const monitored = this.#monitors.get(ref)
    this.#monitors.delete(ref)
    return monitored?.target
  }

  /** These processes are gone with a scheduler. */
  bury(dead: Casualties, reason: unknown): void {
    for (const pid of [...this.links]) {
      if (dead.has(pid) && this.links.delete(pid)) this.take(['EXIT', pid, reason])
    }
    for (const [ref, { pid }] of [...this.#monitors]) {
      if (pid !== undefined && dead.has(pid)) this.takeDown(ref, reason)
    }
  }

  /** A monitored process has ended; dropped if nobody monitors it any more. */
  takeDown(ref: Ref, reason: unknown): void {
    const target = this.demonitor(ref)
    if (target !== undefined) this.take(['DOWN', ref, 'process', target, reason])
  }

  /** Takes a name; why not, if it cannot have it. */
  register(names: NameTable, name: string): Refusal | undefined {
    if (this.#name !== -1) return 'named'
    const index = names.intern(name)
    if (index === -1) return 'full'
    if (!names.claim(index, this.pid)) return 'taken'
    this.#name = index
    return undefined
  }

  unregister(names: NameTable, name: string): boolean {
    if (this.#name === -1 || names.nameOf(this.#name) !== name) return false
    names.release(this.#name, this.pid)
    this.#name = -1
    return true
  }

  /** A message has arrived: the oldest receive that it matches takes it. */
  take(message: unknown): void {
    for (let i = 0; i < this.#receivers.length; i++) {
      const receiver = this.#receivers[i] as Receiver
      try {
        if (receiver.pattern !== undefined && !matches(receiver.pattern, message)) continue
      } catch (error) {
        this.#receivers.splice(i--, 1)
        receiver.reject(error)
        continue
      }
      this.#receivers.splice(i, 1)
      settle(receiver, message)
      return
    }
    append(this, message)
  }

  receive(pattern: Pattern | undefined, after: number, otherwise: (() => unknown) | undefined): Promise<unknown> {
    return new Promise((resolve, reject) => {
      const receiver: Receiver = { pattern, resolve, reject }
      this.examined = null
      const message = this.#look(pattern)
      if (message !== NO_MATCH) {
        settle(receiver, message)
        return
      }
      const expire = (): void => {
        const at = this.#receivers.indexOf(receiver)
        if (at !== -1) this.#receivers.splice(at, 1)
        try {
          resolve(otherwise === undefined ? timeout : otherwise())
        } catch (error) {
          reject(error)
        }
      }
      if (after === 0) {
        expire()
        return
      }
      this.#receivers.push(receiver)
      if (after === Number.POSITIVE_INFINITY) return
      const cancel = inMilliseconds(after, expire)
      receiver.resolve = (value) => {
        cancel()
        resolve(value)
      }
      receiver.reject = (error) => {
        cancel()
        reject(error)
      }
    })
  }

  /** The VM has ended: no message will come. */
  failAll(error: unknown): void {
    for (const receiver of this.#receivers.splice(0)) receiver.reject(error)
  }

  #look(pattern: Pattern | undefined): unknown {
    if (pattern !== undefined) return takeMatching(this, pattern)
    return this.first === null ? NO_MATCH : takeFirst(this)
  }
}

function settle(receiver: Receiver, message: unknown): void {
  try {
    receiver.resolve(receiver.pattern instanceof Clauses ? receiver.pattern.handle(message) : message)
  } catch (error) {
    receiver.reject(error)
  }
}
