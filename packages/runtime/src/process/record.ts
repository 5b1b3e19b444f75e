import type { Frame, Stack, Step } from '@multibeam/compiler/support'
import { type HeldSignals, type Pid, type Priority, type Ref, type Task, TaskStatus } from '@multibeam/scheduler'
import type { DynamicState } from '../behaviours/dynamic-supervisor/state.ts'
import type { State } from '../behaviours/supervisor/state.ts'
import type { Cell } from '../mailbox/cell.ts'
import type { EtsTable } from '../shared-state/ets/table.ts'
import { registerSymbol } from '../terms/known-symbols.ts'
import { Few } from './few.ts'
import type { MessageTimer } from './message-timer.ts'
import type { ProcessFunction } from './suspension.ts'
import type { Waiting } from './waiting.ts'

/** No value has been handed to a suspended process. */
export const NOTHING: unique symbol = Symbol('multibeam.nothing')
registerSymbol(NOTHING)

// `ProcessRecord.standing` from its lowest bit on: two truths, then where each number begins.
const MOVABLE = 1
const TICKETED = 2
/** 3 bits: a TaskStatus. */
const STATUS = 2
/** 2 bits: a Priority. */
const PRIORITY = 5
/** 7 bits: 0 to 64 schedulers. */
const HOME = 7
/** 6 bits: at most the slices after which it is tried again to hand a process over. */
const STAYS = 14
/** 7 bits: `computed` and one, since it is -1 at the least. Slices are counted as far as these go: the scheduler asks for a few. */
const COMPUTED = 20

/** Runnable, free to run on any scheduler, has computed in no slice. */
const NEW = MOVABLE | (TaskStatus.runnable << STATUS) | (1 << COMPUTED)
const NEW_PINNED = NEW & ~MOVABLE

/** A process, as the scheduler that owns it sees it. */
export class ProcessRecord implements Task, Stack {
  // What the scheduler knows of it: see Task, which is not extended because V8 calls the constructors of a class that extends another instead of
  // inlining them (fib-processes and spawn-reply with one scheduler, interleaved: 0.85 to 0.95 of the time).
  pid: Pid
  /**
   * How it stands with the scheduler: movable, ticketed, status, priority, home, stays and computed in one word, which spares 48 of 338 bytes.
   * They are copied twice while a process grows old (starting 1M: 0.94 of the time on Node 20, 0.89 on Node 26). The rest of the program uses their accessors, which V8 inlines.
   */
  standing: number
  expected: number
  held: HeldSignals | null

  /** What it was started with; `args` are forgotten once it has started. */
  fn: ProcessFunction
  args: unknown[] | null
  /** Its suspended calls, the innermost first; null if there is none. */
  frames: Frame | null
  /** What the innermost of them waits in; null if it was preempted. Native generators are in here too. */
  pending: Step<unknown> | null

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
  /** Bits of `Flag`. */
  flags: number
  /** Null for a process that has to do with nobody. */
  relations: Relations | null
  /** What few processes have: spares the others 150 bytes. */
  rare: Rare | null

  constructor(
    pid: Pid,
    priority: Priority,
    home: number,
    expected: number,
    fn: ProcessFunction,
    args: unknown[],
    parent: Pid | 0,
  ) {
    this.pid = pid
    this.standing = home === 0 ? (priority << PRIORITY) | NEW : (priority << PRIORITY) | (home << HOME) | NEW_PINNED
    this.expected = expected
    this.held = null
    this.fn = fn
    this.args = args
    this.frames = null
    this.pending = null
    this.first = null
    this.last = null
    this.queued = 0
    this.examined = null
    this.waiting = null
    this.handed = NOTHING
    this.parent = parent
    this.reductions = 0
    this.flags = 0
    this.relations = null
    this.rare = null
  }

  get movable(): boolean {
    return (this.standing & MOVABLE) !== 0
  }

  set movable(movable: boolean) {
    this.standing = movable ? this.standing | MOVABLE : this.standing & ~MOVABLE
  }

  get ticketed(): boolean {
    return (this.standing & TICKETED) !== 0
  }

  set ticketed(ticketed: boolean) {
    this.standing = ticketed ? this.standing | TICKETED : this.standing & ~TICKETED
  }

  get status(): TaskStatus {
    return ((this.standing >> STATUS) & 0x7) as TaskStatus
  }

  set status(status: TaskStatus) {
    this.standing = (this.standing & ~(0x7 << STATUS)) | (status << STATUS)
  }

  get priority(): Priority {
    return ((this.standing >> PRIORITY) & 0x3) as Priority
  }

  set priority(priority: Priority) {
    this.standing = (this.standing & ~(0x3 << PRIORITY)) | (priority << PRIORITY)
  }

  get home(): number {
    return (this.standing >> HOME) & 0x7f
  }

  set home(home: number) {
    this.standing = (this.standing & ~(0x7f << HOME)) | (home << HOME)
  }

  get stays(): number {
    return (this.standing >> STAYS) & 0x3f
  }

  set stays(slices: number) {
    this.standing = (this.standing & ~(0x3f << STAYS)) | (slices << STAYS)
  }

  get computed(): number {
    return ((this.standing >> COMPUTED) & 0x7f) - 1
  }

  set computed(slices: number) {
    this.standing = (this.standing & ~(0x7f << COMPUTED)) | (Math.min(slices + 1, 0x7f) << COMPUTED)
  }

  /** Nothing of its function has run. (What hibernates has arguments, too.) */
  get isUnstarted(): boolean {
    return this.args !== null && (this.rare === null || this.rare.wake === null)
  }
}

// The first record has no number for a pid: V8 then keeps pids boxed in their records instead of boxing them again at every read.
new ProcessRecord(undefined as unknown as Pid, 2, 0, 0, () => undefined, [], undefined as unknown as 0)

/** How an alias ends by itself: never, with its monitor, with the first message that comes by it, or with the first of both. */
export type AliasMode = 'explicitUnalias' | 'demonitor' | 'reply' | 'replyDemonitor'

/** What a process knows of somebody it monitors. */
export interface Monitor {
  /** Where the monitor has been set. */
  readonly pid: Pid
  /** What the DOWN message calls it: the pid, or the name by which it was monitored. */
  readonly object: Pid | string
  /** First element of the DOWN message. */
  readonly tag: unknown
  /** Its ref is an alias for one message, which ends it. (`Rare.aliases` does not have it.) */
  readonly replies: boolean
}

export interface QueueLimit {
  /** Messages that may wait in the mailbox. */
  limit: number
  /** What happens when one more comes: it is dropped, or the process exits with `['messageQueueLimit', limit]`. */
  action: 'drop' | 'kill'
}

/** What a supervisor of either kind knows. */
export type SupervisorState = State | DynamicState

/** The parts of a process that most processes never use. Relations are made when first needed. */
export class Rare {
  dictionary: Map<unknown, unknown> | null = null
  /** For the process of `vm.run`: the main thread's request to answer at the exit; -1 otherwise. */
  request = -1
  /** The newest ref made by the process, and the last message that came before it: no older message can hold it. */
  freshRef = 0
  beforeFreshRef: Cell | null = null
  /** Links taken down whose other ends have not said so yet, with the number of the unlink. */
  unlinking: Few<Pid, number> | null = null
  aliases: Few<Ref, AliasMode> | null = null
  /** Whom it has suspended, how many times. */
  suspending: Few<Pid, number> | null = null
  /** Who has suspended it, how many times. */
  suspendedBy: Few<Pid, number> | null = null
  /** Index of its registered name, -1 for none. */
  name = -1
  label: unknown = undefined
  queueLimit: QueueLimit | null = null
  /** The reason of the fatal exit signal, see Flag.dying. */
  dying: unknown = undefined
  /** What a hibernating process goes on with. */
  wake: ProcessFunction | null = null
  /** The number of its newest alias; -1 before the first. */
  lastAlias = -1
  /** The first of the timers for this process that its scheduler keeps, see machine/machine-timers.ts. */
  timers: MessageTimer | null = null
  /** The table of which this is the process, see shared-state/ets. */
  table: EtsTable | null = null
  /** Of a supervisor: all that it knows, for the observer. Its own code has the same object. */
  supervisor: SupervisorState | null = null
}

export function rareOf(process: ProcessRecord): Rare {
  process.rare ??= new Rare()
  return process.rare
}

/** Whom a process has to do with; each made when first needed. */
export class Relations {
  links: Few<Pid, true> | null = null
  /** Whom this process monitors, by ref. */
  monitors: Few<Ref, Monitor> | null = null
  /** Who monitors it, by ref. */
  watchers: Few<Ref, Pid> | null = null
}

function relationsOf(process: ProcessRecord): Relations {
  process.relations ??= new Relations()
  return process.relations
}

export function linksOf(process: ProcessRecord): Few<Pid, true> {
  const relations = relationsOf(process)
  relations.links ??= new Few()
  return relations.links
}

export function monitorsOf(process: ProcessRecord): Few<Ref, Monitor> {
  const relations = relationsOf(process)
  relations.monitors ??= new Few()
  return relations.monitors
}

export function watchersOf(process: ProcessRecord): Few<Ref, Pid> {
  const relations = relationsOf(process)
  relations.watchers ??= new Few()
  return relations.watchers
}
