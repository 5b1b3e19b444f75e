import type { ByteReader, ByteWriter, Extras, Pid } from '@multibeam/scheduler'
import { SystemLimit } from '../errors.ts'
import type { OrdinaryIdentity } from '../functions/ordinary.ts'
import { type ErrorTerm, errorFrom } from '../machine/error-term.ts'
import { Notice } from '../signals/kinds.ts'

/** Encoded terms: bytes, and beside them what bytes cannot hold. */
export interface Encoded {
  readonly bytes: Uint8Array
  readonly extras: readonly unknown[]
}

/** What the main thread is asked to have done: which process waits, in which of its calls, for which function of which arguments (one array). */
export interface DirtyRequest extends OrdinaryIdentity {
  readonly pid: Pid
  readonly call: number
  readonly args: Encoded
}

/** How a dirty call ended, and what follows in its payload. */
export const DirtyEnd = {
  /** The function returned, or its promise was fulfilled: the value. */
  value: 0,
  /** It threw, or was rejected: what was thrown. */
  thrown: 1,
  /** It could not be run: an ErrorTerm. */
  failed: 2,
  /** Too many calls wait already: the limit. */
  full: 3,
} as const
export type DirtyEnd = (typeof DirtyEnd)[keyof typeof DirtyEnd]

/** What came of a dirty call. */
export interface DirtyOutcome extends Encoded {
  readonly end: DirtyEnd
}

/** Writes the notice: pid f64, call u32, index u32 (plus 1), url, name, the arguments, and last how many extras they have, u32. */
export function writeRequest(payload: ByteWriter, extras: unknown[], request: DirtyRequest): void {
  payload.u8(Notice.dirty)
  payload.f64(request.pid)
  payload.u32(request.call)
  payload.u32(request.index + 1)
  payload.string(request.url)
  payload.string(request.name)
  payload.append(request.args.bytes, 0, request.args.bytes.length)
  payload.u32(request.args.extras.length)
  extras.push(...request.args.extras)
}

/** Reads what follows the notice's first byte. */
export function readRequest(payload: ByteReader, { list, from }: Extras): DirtyRequest {
  const pid = payload.f64() as Pid
  const call = payload.u32()
  const index = payload.u32() - 1
  const url = payload.string()
  const name = payload.string()
  const bytes = payload.bytes.slice(payload.position, payload.end - 4)
  payload.position = payload.end - 4
  return { pid, call, index, url, name, args: { bytes, extras: list.slice(from, from + payload.u32()) } }
}

/** What is thrown in the process whose call did not end with a value. */
export function errorOf(end: DirtyEnd, term: unknown): unknown {
  if (end === DirtyEnd.thrown) return term
  if (end === DirtyEnd.failed) return errorFrom(term as ErrorTerm)
  return new SystemLimit(
    `dirty: ${term} calls wait already; start the VM with a larger dirtyQueueLimit or more dirtyThreads, or let fewer processes call at a time`,
  )
}
