import type { Transferable } from 'node:worker_threads'
import type { Code } from '@multibeam/compiler/support'
import { ByteReader, ByteWriter } from '@multibeam/scheduler'
import { capturesOf, compiledOf } from './captures.ts'
import { decodeTerm } from './decode.ts'
import { encodeTerm } from './encode.ts'
import type { AnyFunction, FunctionTable } from './functions.ts'
import { UnsendableTerm } from './unsendable.ts'

/**
 * The copy of a term for a process on the same core, with a transfer list: what is named there moves into the copy, and the
 * sender's is detached. When this throws (as copyTerm does), nothing has been detached.
 */
export function copyTermTransferring(
  value: unknown,
  root: string,
  functions: FunctionTable,
  transfer: readonly Transferable[],
): unknown {
  // Rare enough to allocate: a getter may send in the middle of it.
  const writer = new ByteWriter()
  const extras: unknown[] = []
  const table = local(functions)
  encodeTerm(writer, extras, value, root, table, transfer)
  const moved = moveExtras(extras, root, transfer)
  const reader = new ByteReader()
  reader.open(writer.bytes, 0, writer.length)
  return decodeTerm(reader, moved, 0, table)
}

/** Moves what the transfer list names out of the sender; the list of extras as the receiver will have it. Throws UnsendableTerm. */
export function moveExtras(extras: unknown[], root: string, transfer: readonly Transferable[]): unknown[] {
  try {
    return structuredClone(extras, { transfer: transfer as Transferable[] })
  } catch (error) {
    throw new UnsendableTerm(root, `its transfer list is refused (${(error as Error).message})`, error)
  }
}

/** On the same core every process function is sent as itself: numbered here, for the time of one copy. */
function local(functions: FunctionTable): FunctionTable {
  const met: (AnyFunction | Code)[] = []
  return {
    idOf(fn) {
      if (!functions.isProcessFunction(fn)) return -1
      return met.push(capturesOf(fn).length === 0 ? fn : (compiledOf(fn) as Code)) - 1
    },
    byId: (id) => met[id] as AnyFunction | Code,
    idOfCode: (code) => met.push(code) - 1,
    isProcessFunction: (fn) => functions.isProcessFunction(fn),
  }
}
