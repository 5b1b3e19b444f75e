import type { ByteReader, Extras, Pid } from '@multibeam/scheduler'
import type { Machine } from '../machine/machine.ts'
import { Few } from '../process/few.ts'
import { localReceiver } from '../process/local-receiver.ts'
import { linksOf, type ProcessRecord, rareOf } from '../process/record.ts'
import { decodeTerm } from '../terms/decode.ts'
import { emit, emitTerm } from './emit.ts'
import { applyExit } from './exits.ts'
import { ProcessSignal } from './kinds.ts'

/**
 * A link is an entry at both ends, set and taken down by signals. Two things can cross:
 *
 * - an exit of the other end and our unlink: the exit finds no entry, and is dropped;
 * - a link from the other end and our unlink, which will then take that link down when it arrives. So whoever unlinks remembers it, by a number,
 *   until the other end says that the unlink has arrived, and ignores links from there meanwhile. A link of its own forgets it.
 *
 * Source: the link protocol of Erlang's distribution protocol, which does the same with UNLINK_ID and UNLINK_ID_ACK.
 */
export function link(machine: Machine, process: ProcessRecord, to: Pid): void {
  if (to === process.pid) return
  const links = linksOf(process)
  if (links.has(to)) return
  links.set(to, true)
  process.rare?.unlinking?.take(to)
  const other = localReceiver(machine, to)
  if (other !== undefined) {
    takeLink(other, process.pid)
    return
  }
  machine.endpoint.begin().f64(process.pid)
  emit(machine, to, ProcessSignal.link)
}

export function takeLink(process: ProcessRecord, from: Pid): void {
  if (process.rare?.unlinking?.has(from)) return
  linksOf(process).set(from, true)
}

/** Somebody has linked himself to a process that is no more. */
export function linkToDead(machine: Machine, dead: Pid, payload: ByteReader): void {
  sendLinkExit(machine, payload.f64() as Pid, dead, 'noproc')
}

export function unlink(machine: Machine, process: ProcessRecord, to: Pid): void {
  if (process.relations?.links?.take(to) === undefined) return
  const other = localReceiver(machine, to)
  if (other !== undefined) {
    other.relations?.links?.take(process.pid)
    return
  }
  const number = machine.refs.nextQuestion()
  const rare = rareOf(process)
  rare.unlinking ??= new Few()
  rare.unlinking.set(to, number)
  const payload = machine.endpoint.begin()
  payload.f64(process.pid)
  payload.u32(number)
  emit(machine, to, ProcessSignal.unlink)
}

/** `pid` is there no more if it has ended meanwhile. */
export function takeUnlink(machine: Machine, process: ProcessRecord | undefined, pid: Pid, payload: ByteReader): void {
  const from = payload.f64() as Pid
  const number = payload.u32()
  process?.relations?.links?.take(from)
  const sender = localReceiver(machine, from)
  if (sender !== undefined) {
    unlinked(sender, pid, number)
    return
  }
  const answer = machine.endpoint.begin()
  answer.f64(pid)
  answer.u32(number)
  emit(machine, from, ProcessSignal.unlinked)
}

export function takeUnlinked(process: ProcessRecord, payload: ByteReader): void {
  const other = payload.f64() as Pid
  unlinked(process, other, payload.u32())
}

function unlinked(process: ProcessRecord, other: Pid, number: number): void {
  const unlinking = process.rare?.unlinking
  if (unlinking?.get(other) === number) unlinking.take(other)
}

/** The end of a link says that `from` has exited. `reason` may be shared: it is copied where it becomes a message. */
export function sendLinkExit(machine: Machine, to: Pid, from: Pid, reason: unknown): void {
  const process = localReceiver(machine, to)
  if (process !== undefined) {
    applyLinkExit(machine, process, from, reason)
    return
  }
  emitTerm(machine, to, ProcessSignal.linkExit, from, reason, 'reason')
}

export function takeLinkExit(machine: Machine, process: ProcessRecord, payload: ByteReader, extras: Extras): void {
  const from = payload.f64() as Pid
  applyLinkExit(machine, process, from, decodeTerm(payload, extras.list, extras.from, machine.functions))
}

function applyLinkExit(machine: Machine, process: ProcessRecord, from: Pid, reason: unknown): void {
  // Unlinked meanwhile.
  if (process.relations?.links?.take(from) === undefined) return
  applyExit(machine, process, from, reason, true)
}
