import { type Pid, type Priority, Task } from '@multibeam/scheduler'
import type { Cell } from '../mailbox/cell.ts'
import type { ProcessFunction, Suspension } from './suspension.ts'
import type { Waiting } from './waiting.ts'

/** No value has been handed to a suspended process. */
export const NOTHING: unique symbol = Symbol('multibeam.nothing')

/** A process, as the scheduler that owns it sees it. */
export class ProcessRecord extends Task {
  /** What it was started with; `args` are forgotten once it has started. */
  fn: ProcessFunction
  args: unknown[] | null
  /** The running process code; null before the first slice. */
  body: Iterator<Suspension, unknown, unknown> | null

  // The mailbox, in here to spare an object a process; see mailbox/mailbox.ts.
  first: Cell | null
  last: Cell | null
  queued: number
  /** Selective receive: every message up to this one has been examined for the receive going on. */
  examined: Cell | null

  /** What the suspended process waits for. */
  waiting: Waiting | null
  /** What it is resumed with. */
  handed: unknown

  parent: Pid | 0
  reductions: number
  /** What few processes have: spares the others 32 bytes. */
  rare: Rare | null

  constructor(
    pid: Pid,
    priority: Priority,
    movable: boolean,
    expected: number,
    fn: ProcessFunction,
    args: unknown[],
    parent: Pid | 0,
  ) {
    super(pid, priority, movable, expected)
    this.fn = fn
    this.args = args
    this.body = null
    this.first = null
    this.last = null
    this.queued = 0
    this.examined = null
    this.waiting = null
    this.handed = NOTHING
    this.parent = parent
    this.reductions = 0
    this.rare = null
  }
}

// The first record has no number for a pid: V8 then keeps pids boxed in their records instead of boxing them again at every read.
new ProcessRecord(undefined as unknown as Pid, 2, false, 0, () => undefined, [], undefined as unknown as 0)

/** The parts of a process that most processes never use. */
export class Rare {
  dictionary: Map<unknown, unknown> | null = null
  /** For the process of `vm.run`: the main thread's request to answer at the exit; -1 otherwise. */
  request = -1
  /** The newest ref made by the process, and the last message that came before it: no older message can hold it. */
  freshRef = 0
  beforeFreshRef: Cell | null = null
}

export function rareOf(process: ProcessRecord): Rare {
  process.rare ??= new Rare()
  return process.rare
}
