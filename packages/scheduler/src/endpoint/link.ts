import { MessagePort, type TransferListItem } from 'node:worker_threads'

/** A batch of signals on its way: the encoded signals, and the platform objects among their terms that bytes cannot hold. */
export interface Batch {
  bytes: Uint8Array
  extras: unknown[]
}

/** No batch, just "look": wakes a parked scheduler. */
export const WAKE = 0

export type Parcel = Batch | Uint8Array | typeof WAKE

/** One way to one other endpoint and back: a MessagePort, or the simulator's stand-in. Keeps the order of what it carries. */
export interface Link {
  post(parcel: Parcel, transfer: readonly Transferable[]): void
  /** The next parcel that has arrived, without waiting. */
  receive(): Parcel | undefined
  /** Hands every further parcel to `listener` when the event loop turns. */
  listen(listener: (parcel: Parcel) => void): void
  close(): void
}

/** What may stand in a transfer list. */
export type Transferable = TransferListItem

/** Whether a port moves this instead of copying it. Node hands out FileHandles, and keeps their class to itself. */
export function isTransferable(value: unknown): value is Transferable {
  return (
    value instanceof ArrayBuffer ||
    value instanceof MessagePort ||
    value instanceof ReadableStream ||
    value instanceof WritableStream ||
    value instanceof TransformStream ||
    (value as object | undefined)?.constructor?.name === 'FileHandle'
  )
}
