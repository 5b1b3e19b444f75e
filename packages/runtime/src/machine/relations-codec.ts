import type { ByteReader, ByteWriter, Pid, Ref } from '@multibeam/scheduler'
import { Few } from '../process/few.ts'
import {
  type AliasMode,
  linksOf,
  monitorsOf,
  type ProcessRecord,
  type Rare,
  type Relations,
  rareOf,
  watchersOf,
} from '../process/record.ts'

const ALIAS_MODES: readonly AliasMode[] = ['explicitUnalias', 'demonitor', 'reply', 'replyDemonitor']

/**
 * Whom a process has to do with, in numbers: whether there is anybody u8, and then the request f64, the name u32 (index + 1), the newest alias u32 (its number + 1), and for each
 * relation its number u32 and its entries. What the DOWN messages of its monitors need are terms, and stand elsewhere.
 */
export function encodeRelations(relations: Relations | null, rare: Rare | null, payload: ByteWriter): void {
  payload.u8(relations === null && rare === null ? 0 : 1)
  if (relations === null && rare === null) return
  payload.f64(rare?.request ?? -1)
  payload.u32((rare?.name ?? -1) + 1)
  payload.u32((rare?.lastAlias ?? -1) + 1)
  payload.u32(relations?.links?.size ?? 0)
  relations?.links?.each((pid) => payload.f64(pid))
  payload.u32(relations?.watchers?.size ?? 0)
  relations?.watchers?.each((ref, pid) => {
    payload.f64(ref)
    payload.f64(pid)
  })
  payload.u32(relations?.monitors?.size ?? 0)
  relations?.monitors?.each((ref, { pid, replies }) => {
    payload.f64(ref)
    payload.f64(pid)
    payload.u8(replies ? 1 : 0)
  })
  payload.u32(rare?.aliases?.size ?? 0)
  rare?.aliases?.each((ref, mode) => {
    payload.f64(ref)
    payload.u8(ALIAS_MODES.indexOf(mode))
  })
  encodeCounts(rare?.unlinking, payload)
  encodeCounts(rare?.suspending, payload)
}

/** Reads them into a record that has none. A monitor's `object` is its pid and its tag is 'DOWN' until somebody knows better. */
export function decodeRelations(process: ProcessRecord, payload: ByteReader): void {
  if (payload.u8() === 0) return
  const request = payload.f64()
  const name = payload.u32() - 1
  if (request !== -1) rareOf(process).request = request
  if (name !== -1) rareOf(process).name = name
  const lastAlias = payload.u32() - 1
  if (lastAlias !== -1) rareOf(process).lastAlias = lastAlias
  for (let left = payload.u32(); left > 0; left--) linksOf(process).set(payload.f64() as Pid, true)
  for (let left = payload.u32(); left > 0; left--) {
    const ref = payload.f64() as Ref
    watchersOf(process).set(ref, payload.f64() as Pid)
  }
  for (let left = payload.u32(); left > 0; left--) {
    const ref = payload.f64() as Ref
    const pid = payload.f64() as Pid
    monitorsOf(process).set(ref, { pid, object: pid, tag: 'DOWN', replies: payload.u8() === 1 })
  }
  for (let left = payload.u32(); left > 0; left--) {
    const ref = payload.f64() as Ref
    const rare = rareOf(process)
    rare.aliases ??= new Few()
    rare.aliases.set(ref, ALIAS_MODES[payload.u8()] as AliasMode)
  }
  const unlinking = decodeCounts(payload)
  const suspending = decodeCounts(payload)
  if (unlinking !== null) rareOf(process).unlinking = unlinking
  if (suspending !== null) rareOf(process).suspending = suspending
}

function encodeCounts(counts: Few<Pid, number> | null | undefined, payload: ByteWriter): void {
  payload.u32(counts?.size ?? 0)
  counts?.each((pid, count) => {
    payload.f64(pid)
    payload.u32(count)
  })
}

function decodeCounts(payload: ByteReader): Few<Pid, number> | null {
  let left = payload.u32()
  if (left === 0) return null
  const counts = new Few<Pid, number>()
  for (; left > 0; left--) {
    const pid = payload.f64() as Pid
    counts.set(pid, payload.u32())
  }
  return counts
}
