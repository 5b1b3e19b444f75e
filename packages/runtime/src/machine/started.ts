// A process that has started, as it moves to another scheduler: its suspended calls are data, and go along with all that it has.

import { type Code, Frame, type Step } from '@multibeam/compiler/support'
import type { ByteReader, ByteWriter, Extras, Pid, Priority } from '@multibeam/scheduler'
import type { Cell } from '../mailbox/cell.ts'
import { append, messagesOf } from '../mailbox/mailbox.ts'
import { Flag } from '../process/flag-bits.ts'
import {
  type Monitor,
  type ProcessRecord,
  type QueueLimit,
  type Rare,
  rareOf,
  type SupervisorState,
} from '../process/record.ts'
import type { ProcessFunction } from '../process/suspension.ts'
import { decodeState } from '../terms/decode.ts'
import { encodeState } from '../terms/encode.ts'
import { MovingState } from '../terms/state.ts'
import { Refusal } from '../terms/unsendable.ts'
import type { Machine } from './machine.ts'
import { timersOf } from './machine-timers.ts'
import { decodeRelations, encodeRelations } from './relations-codec.ts'

/** Places a frame takes in the list of frames: its code, its pc, its four variables and the others. */
const FRAME_PARTS = 7

/** A process with more calls on its stack, or more messages in its mailbox, stays. Chosen: copying them takes about a millisecond. */
const MOST_FRAMES = 4096
const MOST_MESSAGES = 4096

/** What is written as one graph, so that what is shared within the process stays shared. */
type Graph = [
  fn: ProcessFunction,
  args: unknown[] | null,
  wake: ProcessFunction | null,
  frames: unknown[],
  pending: Step<unknown> | null,
  handed: unknown,
  messages: unknown[],
  dictionary: unknown[],
  label: unknown,
  monitors: unknown[],
  queueLimit: QueueLimit | null,
  timers: unknown[],
  supervisor: SupervisorState | null,
]

/** What becomes of the rare parts of a process that moves. A part that is added must be decided upon. */
const rareParts = {
  dictionary: 'moves',
  request: 'moves',
  freshRef: 'moves',
  beforeFreshRef: 'moves',
  unlinking: 'moves',
  aliases: 'moves',
  suspending: 'moves',
  suspendedBy: 'stays',
  name: 'moves',
  label: 'moves',
  queueLimit: 'moves',
  dying: 'stays',
  wake: 'moves',
  lastAlias: 'moves',
  timers: 'moves',
  table: 'stays',
  supervisor: 'moves',
} as const satisfies Record<keyof Rare, 'moves' | 'stays'>
type StayingPart = {
  [Part in keyof typeof rareParts]: (typeof rareParts)[Part] extends 'stays' ? Part : never
}[keyof Rare]

/** A process that has one of these stays: it is being debugged, about to end, or keeps a table where it was made. */
const STAYING: readonly StayingPart[] = ['suspendedBy', 'dying', 'table']

/**
 * A process that has started and can run, as bytes: priority u8, home u8, flags u32, reductions f64, parent f64, its relations, the newest
 * ref f64, the last message before that ref u32 and the last one examined u32 (their places in the mailbox + 1), and the graph. Answers why
 * it cannot leave this scheduler; undefined: all is written.
 */
export function encodeStarted(
  machine: Machine,
  process: ProcessRecord,
  payload: ByteWriter,
  extras: unknown[],
): Refusal | undefined {
  const { relations, rare } = process
  if ((process.flags & (Flag.suspended | Flag.postponed | Flag.dying)) !== 0) {
    return new Refusal(process.fn, 'it is suspended, or about to end')
  }
  const staying = STAYING.find((part) => rare?.[part] != null)
  if (staying !== undefined) return new Refusal(process.fn, `its part ${staying} stays`)
  if (process.queued > MOST_MESSAGES) return new Refusal(process.fn, 'its mailbox is long')
  payload.u8(process.priority)
  payload.u8(process.home)
  payload.u32(process.flags)
  payload.f64(process.reductions)
  payload.f64(process.parent)
  encodeRelations(relations, rare, payload)
  payload.f64(rare?.freshRef ?? 0)
  payload.u32(placeOf(process, rare?.beforeFreshRef ?? null))
  payload.u32(placeOf(process, process.examined))
  try {
    encodeState(payload, extras, graphOf(process), machine.functions, new MovingState(payload, machine.functions))
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error
    // Nested deeper than the codec's stack: a list of a million cells.
    if (error instanceof RangeError) return new Refusal(process.fn, error.message)
    throw error
  }
}

function graphOf(process: ProcessRecord): Graph {
  const { rare } = process
  const monitors: unknown[] = []
  process.relations?.monitors?.each((_ref, { object, tag }) => monitors.push(object, tag))
  const dictionary: unknown[] = []
  if (rare !== null && rare.dictionary !== null) for (const [key, value] of rare.dictionary) dictionary.push(key, value)
  return [
    process.fn,
    process.args,
    rare?.wake ?? null,
    framesOf(process.frames),
    process.pending,
    process.handed,
    messagesOf(process),
    dictionary,
    rare?.label,
    monitors,
    rare?.queueLimit ?? null,
    timersOf(process),
    rare?.supervisor ?? null,
  ]
}

function framesOf(innermost: Frame | null): unknown[] {
  const frames: unknown[] = []
  for (let frame = innermost; frame !== null; frame = frame.up) {
    frames.push(frame.code, frame.pc, frame.a, frame.b, frame.c, frame.d, frame.rest)
    if (frames.length > MOST_FRAMES * FRAME_PARTS) throw new Refusal(frame.code.name, 'its stack is deep')
  }
  return frames
}

/** The cell's place in the mailbox, from 1; 0 for null. */
function placeOf({ first }: ProcessRecord, cell: Cell | null): number {
  if (cell === null) return 0
  let place = 1
  for (let at = first; at !== null && at !== cell; at = at.next) place++
  return place
}

function cellAt({ first }: ProcessRecord, place: number): Cell | null {
  if (place === 0) return null
  let cell = first
  for (let i = 1; i < place && cell !== null; i++) cell = cell.next
  return cell
}

/** Reads all of it into a new record. Throws ModuleNotLoaded: then the record is to be thrown away. */
export function decodeStarted(machine: Machine, process: ProcessRecord, payload: ByteReader, extras: Extras): void {
  process.priority = payload.u8() as Priority
  process.home = payload.u8()
  process.flags = payload.u32()
  process.reductions = payload.f64()
  process.parent = payload.f64() as Pid | 0
  decodeRelations(process, payload)
  const freshRef = payload.f64()
  const beforeFreshRef = payload.u32()
  const examined = payload.u32()
  const graph = decodeState(payload, extras.list, extras.from, machine.functions) as Graph
  const [
    fn,
    args,
    wake,
    frames,
    pending,
    handed,
    messages,
    dictionary,
    label,
    monitors,
    queueLimit,
    timers,
    supervisor,
  ] = graph
  process.fn = fn
  process.args = args
  process.frames = readFrames(frames)
  process.pending = pending
  process.handed = handed
  for (const message of messages) append(process, message)
  process.examined = cellAt(process, examined)
  if (freshRef !== 0) {
    rareOf(process).freshRef = freshRef
    rareOf(process).beforeFreshRef = cellAt(process, beforeFreshRef)
  }
  if (wake !== null) rareOf(process).wake = wake
  if (label !== undefined) rareOf(process).label = label
  if (queueLimit !== null) rareOf(process).queueLimit = queueLimit
  if (supervisor !== null) rareOf(process).supervisor = supervisor
  if (dictionary.length > 0) {
    const entries = new Map<unknown, unknown>()
    for (let i = 0; i < dictionary.length; i += 2) entries.set(dictionary[i], dictionary[i + 1])
    rareOf(process).dictionary = entries
  }
  readMonitors(process, monitors)
  machine.timers.adopt(process, timers)
}

function readFrames(parts: readonly unknown[]): Frame | null {
  let innermost: Frame | null = null
  // From the outermost on: each is the caller of the one before it.
  for (let at = parts.length - FRAME_PARTS; at >= 0; at -= FRAME_PARTS) {
    const [code, pc, a, b, c, d, rest] = parts.slice(at, at + FRAME_PARTS)
    const frame: Frame = new Frame(code as Code, pc as number, a, b, c, d, rest as unknown[] | null)
    frame.up = innermost
    innermost = frame
  }
  return innermost
}

/** In the order of `decodeRelations`, which has set them without. */
function readMonitors(process: ProcessRecord, parts: readonly unknown[]): void {
  const { monitors } = process.relations ?? {}
  if (monitors == null) return
  for (const [i, ref] of monitors.keys().entries()) {
    const { pid, replies } = monitors.get(ref) as Monitor
    monitors.set(ref, { pid, object: parts[2 * i] as Pid | string, tag: parts[2 * i + 1], replies })
  }
}
