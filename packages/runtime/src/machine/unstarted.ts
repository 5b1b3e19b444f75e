import type { ByteReader, ByteWriter, Extras, Pid, Priority } from '@multibeam/scheduler'
import { append, messagesOf, takeAll } from '../mailbox/mailbox.ts'
import type { ProcessRecord } from '../process/record.ts'
import type { ProcessFunction } from '../process/suspension.ts'
import { capturesOf } from '../terms/captures.ts'
import { decodeTerm } from '../terms/decode.ts'
import { encodeTerm } from '../terms/encode.ts'
import { UnsendableTerm } from '../terms/unsendable.ts'
import type { Machine } from './machine.ts'
import { decodeRelations, encodeRelations } from './relations-codec.ts'

/** In place of a function's id: the function captures values, and stands with them before the arguments. No id is as large, see MOST_MODULES. */
const CAPTURING = 0xffff_ffff

/**
 * A process that has not started, as bytes: function u32, parent f64, priority u8, home u8, its relations, the
 * function if it captures values, number of arguments u32 and they, number of messages u32 and they. False if something in it cannot leave
 * this scheduler: an inline function that is not compiled, say.
 */
export function encodeUnstarted(
  machine: Machine,
  process: ProcessRecord,
  payload: ByteWriter,
  extras: unknown[],
): boolean {
  const { functions } = machine
  const id = functions.idOf(process.fn)
  const { relations, rare } = process
  // Suspended, it is being debugged: it stays.
  if (id === -1 || rare?.suspendedBy != null) return false
  const args = process.args as unknown[]
  const isCapturing = capturesOf(process.fn).length > 0
  payload.u32(isCapturing ? CAPTURING : id)
  payload.f64(process.parent)
  payload.u8(process.priority)
  payload.u8(process.home)
  encodeRelations(relations, rare, payload)
  try {
    if (isCapturing) encodeTerm(payload, extras, process.fn, 'fn', functions)
    payload.u32(args.length)
    for (const arg of args) encodeTerm(payload, extras, arg, 'args', functions)
    payload.u32(process.queued)
    for (const message of messagesOf(process)) encodeTerm(payload, extras, message, 'message', functions)
    return true
  } catch (error) {
    if (error instanceof UnsendableTerm) return false
    throw error
  }
}

/** Reads what stands before the arguments; returns the function's number. Needs no module. */
export function decodeHead(process: ProcessRecord, payload: ByteReader): number {
  const id = payload.u32()
  process.parent = payload.f64() as Pid | 0
  process.priority = payload.u8() as Priority
  process.home = payload.u8()
  process.movable = process.home === 0
  decodeRelations(process, payload)
  return id
}

/** Reads the rest. Throws ModuleNotLoaded, having changed nothing. */
export function decodeBody(
  { functions }: Machine,
  process: ProcessRecord,
  id: number,
  payload: ByteReader,
  extras: Extras,
): void {
  const fn = (
    id === CAPTURING ? decodeTerm(payload, extras.list, extras.from, functions) : functions.byId(id)
  ) as ProcessFunction
  // Not `[]`: that would become an array of doubles once a pid is in it, see terms/decode.ts.
  const args: unknown[] = [null]
  args.length = 0
  for (let left = payload.u32(); left > 0; left--) {
    args.push(decodeTerm(payload, extras.list, extras.from, functions))
  }
  const messages: unknown[] = []
  for (let left = payload.u32(); left > 0; left--) {
    messages.push(decodeTerm(payload, extras.list, extras.from, functions))
  }
  process.fn = fn
  process.args = args
  // What has come while its module was loading came later.
  const later = takeAll(process)
  for (const message of messages) append(process, message)
  // (Any number: they cannot be the arguments of one call.)
  for (const message of later) append(process, message)
}
