/**
 * What the page and `multibeam top` say to the server of an observed VM, and what it says to them. Types only, and a few limits: the page bundles
 * this file, so it imports nothing.
 *
 * Over HTTP, on a loopback port or on the unix socket:
 *
 * | request | answer |
 * | --- | --- |
 * | `GET /` and the files beside it | the page; it holds no data and needs no token |
 * | `GET /api/events` | an endless `text/event-stream` of StreamEvent: `hello` first, then `overview` every second and `events` as they happen |
 * | `POST /api/request` | body: a Request as JSON, `content-type: application/json`; answer: an Answer as JSON |
 * | `GET /api/trace?target=…` | a `text/event-stream` of TraceEvent; `target` is a TraceTarget as JSON. Closing it ends the trace |
 * | `GET /metrics` | OpenMetrics text, for Prometheus |
 *
 * On the port, everything below `/api` and `/metrics` wants the token of the printed link, as the header `authorization: Bearer TOKEN` or, for what
 * cannot set headers (EventSource), as the query parameter `token`. The printed link has it in its fragment, `http://127.0.0.1:PORT/#token=TOKEN`:
 * a fragment is not sent, so it stands in no log. The socket needs none: only its owner can open the file.
 *
 * In a stream each event is `event: TYPE` and `data: JSON`, TYPE being the `type` of the JSON. A failed request has a status of 400 or more and a
 * Failure as its body. Times are milliseconds since the VM started, unless they are said to be something else.
 */

/** Changes when a client of an older one would misread what it gets. */
export const PROTOCOL_VERSION = 1

/** Rows that a request for processes returns at most. Chosen: several screens. */
export const MOST_ROWS = 500
/**
 * `offset + limit` at most: schedulers select so many, so that a million processes never cross as rows. What lies deeper is reached by a filter,
 * another order, or the other direction. Chosen.
 */
export const DEEPEST_ROW = 10_000
/** Messages that the preview of a mailbox shows at most. Chosen. */
export const MOST_MESSAGES = 50
/** Characters to which a printed term is cut, `…` at the end. Chosen. */
export const MOST_TERM_CHARACTERS = 2_000
/** Milliseconds that a trace lasts at most. Chosen: tracing costs, and somebody may forget it. */
export const LONGEST_TRACE_MILLISECONDS = 60_000
/** Nodes of supervision trees in one answer at most. Chosen. */
export const MOST_TREE_NODES = 5_000

/** A pid as the number that it is: exact in JSON, below 2^53. Show `shown` to people. */
export type PidNumber = number

/** A process, as it is named in lists. */
export interface ProcessName {
  readonly pid: PidNumber
  /** `#PID<0.12.0>` */
  readonly shown: string
  /** Its registered name, or what `Process.label` set, printed; null: neither, or it is no more. */
  readonly name: string | null
  /** Name of the function it was started with; null: not known, it is no more. */
  readonly call: string | null
}

/** A function: `escape` of `file:///…/mandelbrot.ts`. */
export interface FunctionName {
  readonly name: string
  /** URL of its module; null: one that has none. */
  readonly url: string | null
}

// --- the stream of events ---------------------------------------------------

export type StreamEvent = Hello | Overview | Events | Goodbye

/** The first event of a stream. */
export interface Hello {
  readonly type: 'hello'
  readonly protocol: number
  /** Version of the package `multibeam`. */
  readonly version: string
  /** `process.version` and `process.pid` of the observed Node process. */
  readonly node: string
  readonly os: string
  readonly osPid: number
  /** Time when the VM started, in milliseconds since 1970. */
  readonly startedAt: number
  readonly schedulers: number
  /** Processes that may live at a time. */
  readonly processLimit: number
  /** What has happened lately, oldest first, so that a page that is opened late shows it. */
  readonly recent: readonly VMEvent[]
}

/** Once a second. Rates (`…PerSecond`) and utilization are over the time since the last overview. */
export interface Overview {
  readonly type: 'overview'
  /** Milliseconds since the VM started. */
  readonly time: number
  /** Processes alive. */
  readonly processes: number
  /** Schedulers that run processes: the first so many. */
  readonly online: number
  /** Resident memory of the Node process, in bytes. */
  readonly rss: number
  /** In order, the first is scheduler 1. */
  readonly schedulers: readonly SchedulerOverview[]
}

export interface SchedulerOverview {
  /** From 1. */
  readonly id: number
  /** Runs processes; one that is not online only keeps what is pinned to it. */
  readonly online: boolean
  /** Share of the time that it ran processes, 0 to 1. */
  readonly utilization: number
  /** Processes that could run, when the scheduler last looked. */
  readonly runQueue: number
  /** Processes alive on it. */
  readonly processes: number
  /** Slices run. */
  readonly slicesPerSecond: number
  readonly spawnedPerSecond: number
  readonly exitedPerSecond: number
  /** Signals (messages among them) sent to other schedulers; what stays on a scheduler is not counted, since that would cost. */
  readonly signalsSentPerSecond: number
  readonly signalsReceivedPerSecond: number
  readonly bytesSentPerSecond: number
  readonly parksPerSecond: number
  readonly spinsPerSecond: number
  /** Counted since the VM started: */
  readonly stealsTried: number
  readonly stealsWon: number
  /** Processes that came from other schedulers, and went to them, by stealing or otherwise. */
  readonly movedIn: number
  readonly movedOut: number
  /** Bytes of JavaScript heap in use, and reserved, as of the scheduler's last look (about once a second). */
  readonly heapUsed: number
  readonly heapTotal: number
  /** Threads that have run this scheduler: 1, and one more for each death. */
  readonly lives: number
}

/** What has happened, oldest first; a batch at a time, a few times a second. */
export interface Events {
  readonly type: 'events'
  readonly events: readonly VMEvent[]
  /** Events that this client missed since its last batch, because it read too slowly or there were too many. */
  readonly dropped: number
}

/** The VM stops: no more will come. */
export interface Goodbye {
  readonly type: 'goodbye'
}

export type VMEvent = StealEvent | MigrationEvent | CrashEvent | RestartEvent | LongScheduleEvent | SchedulerDownEvent

interface EventBase {
  /** Milliseconds since the VM started. */
  readonly time: number
  /** Counts up over all events; a client that connects again knows what it has seen. */
  readonly number: number
}

/** Schedulers have stolen processes; told summed up by thief over a tenth of a second or so. */
export interface StealEvent extends EventBase {
  readonly kind: 'steal'
  readonly thief: number
  /** Successful steals. */
  readonly steals: number
  /** Processes that came by them or were handed over. */
  readonly processes: number
}

/** Processes left a scheduler without having been stolen: it hands over what it may not run, being offline. */
export interface MigrationEvent extends EventBase {
  readonly kind: 'migration'
  readonly scheduler: number
  readonly movedIn: number
  readonly movedOut: number
}

/** A process ended by an uncaught exception. */
export interface CrashEvent extends EventBase {
  readonly kind: 'crash'
  readonly process: ProcessName
  readonly initialCall: FunctionName
  /** Printed. */
  readonly reason: string
  /** In positions of the source; null: what was thrown was no Error. */
  readonly stack: string | null
  readonly ancestors: readonly ProcessName[]
  readonly queueLength: number
  readonly scheduler: number
}

/** Something happened under a supervisor: see SupervisorReport of `multibeam`. `childTerminated` of a child that is not temporary is followed by a restart. */
export interface RestartEvent extends EventBase {
  readonly kind: 'supervisor'
  readonly what: 'childTerminated' | 'startError' | 'shutdownError' | 'shutdown' | 'unexpectedMessage'
  readonly supervisor: ProcessName
  /** Printed id of the child; null under a DynamicSupervisor, or for a message. */
  readonly child: string | null
  /** The process that is no more. */
  readonly childPid: PidNumber | null
  /** The supervisor starts the child anew. */
  readonly restarts: boolean
  /** Printed. */
  readonly reason: string
}

/** A slice took long. */
export interface LongScheduleEvent extends EventBase {
  readonly kind: 'longSchedule'
  readonly process: ProcessName
  readonly initialCall: FunctionName
  readonly currentFunction: FunctionName
  readonly milliseconds: number
  readonly scheduler: number
}

/** The thread of a scheduler died, and another one has taken its place. */
export interface SchedulerDownEvent extends EventBase {
  readonly kind: 'schedulerDown'
  readonly scheduler: number
  readonly cause: string
  /** Processes that died with it. */
  readonly processes: number
}

// --- requests -----------------------------------------------------------------

export type Request = ProcessesRequest | ProcessRequest | TreeRequest | KillRequest

/** What `POST /api/request` answers, by the request's `type`. */
export type AnswerOf<R extends Request> = R extends ProcessesRequest
  ? Processes
  : R extends ProcessRequest
    ? ProcessDetails
    : R extends TreeRequest
      ? Trees
      : Killed

export type Answer = Processes | ProcessDetails | Trees | Killed | Failure

/** The request was not carried out. */
export interface Failure {
  readonly type: 'error'
  readonly code:
    | 'unauthorized'
    | 'forbidden'
    | 'notFound'
    | 'badRequest'
    /** The process has ended. */
    | 'noProcess'
    /** The scheduler did not answer in time: a process holds it with one long call. */
    | 'busy'
    /** The VM stops. */
    | 'stopped'
    | 'internal'
  /** What happened, and what to do about it. */
  readonly message: string
}

export const SORT_KEYS = [
  'pid',
  'name',
  'initialCall',
  'currentFunction',
  'status',
  'queueLength',
  'reductions',
  'memory',
  'links',
  'scheduler',
] as const
export type SortKey = (typeof SORT_KEYS)[number]

/** The process table, a page of it. */
export interface ProcessesRequest {
  readonly type: 'processes'
  /** Default: reductions. Equal ones are in the order of their pids. */
  readonly sort?: SortKey
  /** Default: true. */
  readonly descending?: boolean
  /** Only those whose pid (`0.12.0` or `#PID<0.12.0>`), name, label, initial call or current function has this text in it, whatever its case. */
  readonly filter?: string
  /** Only those of this scheduler. */
  readonly scheduler?: number
  /** Default: 0. */
  readonly offset?: number
  /** Default: 50, at most MOST_ROWS. */
  readonly limit?: number
}

export interface Processes {
  readonly type: 'processes'
  /** Processes that were looked at. A process that moved meanwhile may be missed. */
  readonly total: number
  /** Those of them that match the filter. */
  readonly matching: number
  readonly offset: number
  readonly rows: readonly ProcessRow[]
  /** Schedulers that did not answer in time: their processes are missing. */
  readonly silent: readonly number[]
  /** Milliseconds that it took. */
  readonly took: number
}

export type ProcessStatus = 'running' | 'runnable' | 'waiting' | 'suspended'

export interface ProcessRow extends ProcessName {
  readonly initialCall: FunctionName
  readonly currentFunction: FunctionName
  readonly status: ProcessStatus
  readonly queueLength: number
  /** Operations counted so far: sends, receives, spawns. */
  readonly reductions: number
  /** Bytes, an estimate: see `Process.info`. */
  readonly memory: number
  readonly links: number
  readonly scheduler: number
}

/** All about one process. */
export interface ProcessRequest {
  readonly type: 'process'
  readonly pid: PidNumber
}

export interface ProcessDetails extends Omit<ProcessRow, 'links'> {
  readonly type: 'process'
  /** Printed; null: none. */
  readonly label: string | null
  readonly registeredName: string | null
  readonly priority: 'low' | 'normal' | 'high' | 'max'
  readonly trapExit: boolean
  /** Stays on its scheduler. */
  readonly pinned: boolean
  readonly parent: ProcessName | null
  /** Who started it, the nearest first. */
  readonly ancestors: readonly ProcessName[]
  readonly links: readonly ProcessName[]
  readonly monitors: readonly ProcessName[]
  /** Names by which it monitors. */
  readonly monitoredNames: readonly string[]
  readonly monitoredBy: readonly ProcessName[]
  /** The oldest messages, printed, MOST_MESSAGES at most; `queueLength` counts all. */
  readonly messages: readonly string[]
  /** Printed keys and values. */
  readonly dictionary: readonly (readonly [key: string, value: string])[]
  /** The innermost call first, in positions of the source. */
  readonly stack: readonly StackLine[]
}

export interface StackLine {
  /** As Node prints it: `at work (file:///…/app.ts:12:3)`. */
  readonly text: string
  readonly name: string
  /** URL of the source; null: not known. */
  readonly url: string | null
  /** From 1; null: not known. */
  readonly line: number | null
  readonly column: number | null
}

/** The supervision trees. */
export interface TreeRequest {
  readonly type: 'tree'
}

export interface Trees {
  readonly type: 'tree'
  readonly roots: readonly TreeNode[]
  /** There were more than MOST_TREE_NODES nodes: children are missing. */
  readonly cut: boolean
  /** Supervisors that did not answer in time are shown without children: these. */
  readonly silent: readonly PidNumber[]
}

export interface TreeNode {
  /** Null: a child that does not run. */
  readonly process: ProcessName | null
  /** Printed id of the child in its supervisor's spec; null: a root, or a child of a DynamicSupervisor. */
  readonly id: string | null
  readonly kind: 'supervisor' | 'dynamicSupervisor' | 'worker'
  /** Of a supervisor: one_for_one, one_for_all, rest_for_one; null: a worker. */
  readonly strategy: string | null
  /** Of a supervisor: restarts within `maxSeconds` that it allows; null: a worker. */
  readonly maxRestarts: number | null
  readonly maxSeconds: number | null
  /** Of a child: permanent, transient, temporary; null: a root. */
  readonly restart: string | null
  /** The child waits for being started anew, since that has failed. */
  readonly restarting: boolean
  /** How often the child has been started anew under this supervisor. */
  readonly restarts: number
  /** Why it was, the last time, printed; null: never. */
  readonly lastReason: string | null
  /** When that was; null: never. */
  readonly lastRestartAt: number | null
  readonly children: readonly TreeNode[]
  /** Children that there are, if more than are listed. */
  readonly childCount: number
}

/** Sends an exit signal, as `Process.exit(pid, reason)` would. */
export interface KillRequest {
  readonly type: 'kill'
  readonly pid: PidNumber
  /** Default: `'kill'`, which nobody can trap; links see `'killed'`. Any other text is the reason itself. */
  readonly reason?: string
}

export interface Killed {
  readonly type: 'killed'
  readonly pid: PidNumber
}

// --- tracing ------------------------------------------------------------------

/** Whose messages: those of one process, or of all that were started with (`initialCall`) a function of this name, in this module if `url` is given. */
export interface TraceTarget {
  readonly pid?: PidNumber
  readonly function?: { readonly name: string; readonly url?: string }
  /** Default: 10,000; at most LONGEST_TRACE_MILLISECONDS. */
  readonly durationMs?: number
}

export type TraceEvent = TraceStarted | TracedMessages | TraceEnded

export interface TraceStarted {
  readonly type: 'started'
  readonly durationMs: number
}

/** Messages, oldest first a scheduler; a batch at a time. */
export interface TracedMessages {
  readonly type: 'traced'
  readonly messages: readonly TracedMessage[]
  /** Messages that were not told since the last batch, since there were too many. */
  readonly dropped: number
}

export interface TracedMessage {
  readonly time: number
  /** From the view of the traced process. */
  readonly direction: 'received' | 'sent'
  /** The traced process. */
  readonly process: ProcessName
  /** Who sent it to the traced process, or to whom that sent it; null: not known. */
  readonly peer: ProcessName | null
  /** Printed. */
  readonly message: string
}

export interface TraceEnded {
  readonly type: 'ended'
  /** `time`: its duration is over. `process`: the traced process has ended. */
  readonly why: 'time' | 'process' | 'stopped'
}
