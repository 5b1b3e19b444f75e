import type { Writable } from 'node:stream'
import type { MessagePort } from 'node:worker_threads'
import { Header, type SharedMemory } from '@multibeam/scheduler'
import type { OutputPiece } from './boot.ts'

/**
 * Sends what a scheduler's processes print to the main thread, numbered by one counter of the whole VM, so that the lines of two processes
 * that talk to each other come out in the order in which they were printed, whichever scheduler each is on (on the BEAM, the group
 * leader sees to that). Posted at once: nothing is lost when the VM stops. A piece without a number is printed when it comes.
 */
export function redirectConsole(port: MessagePort, number: () => number | undefined): void {
  redirect(process.stdout, port, number, 1)
  redirect(process.stderr, port, number, 2)
}

/** The next place in the output of the whole VM. */
export function placeInOutput(memory: SharedMemory): number {
  return Atomics.add(memory.control, Header.outputSequence, 1)
}

/** The thread's own stream stays in place, since Node calls it by methods of its own; only where it writes to is another. */
function redirect(stream: Writable, port: MessagePort, number: () => number | undefined, which: 1 | 2): void {
  stream._write = (chunk: string | Uint8Array, encoding, done) => {
    port.postMessage([number(), which, contentOf(chunk, encoding)] satisfies OutputPiece)
    done()
  }
  // Without it, what is written while the stream is corked goes through `_write`, too.
  Object.defineProperty(stream, '_writev', { value: null, configurable: true, writable: true })
}

/** Bytes stay bytes, copied out of the pool that a Buffer may lie in: a character may be cut in two, and not all output is text. */
function contentOf(chunk: string | Uint8Array, encoding: BufferEncoding): string | Uint8Array {
  if (typeof chunk !== 'string') return new Uint8Array(chunk)
  return encoding === 'utf8' || encoding === 'utf-8' ? chunk : new Uint8Array(Buffer.from(chunk, encoding))
}
