import { Console } from 'node:console'
import { Writable } from 'node:stream'
import type { MessagePort } from 'node:worker_threads'
import { Header, type SharedMemory } from '@multibeam/scheduler'
import type { OutputPiece } from './boot.ts'

/**
 * Sends what a scheduler's processes print to the main thread, numbered by one counter of the whole VM, so that the lines of two processes
 * that talk to each other come out in the order in which they were printed, whichever scheduler each is on (on the BEAM, the group
 * leader sees to that). Posted at once: nothing is lost when the VM stops.
 */
export function redirectConsole(memory: SharedMemory, port: MessagePort): void {
  const stdout = stream(memory, port, 1)
  const stderr = stream(memory, port, 2)
  Object.defineProperty(process, 'stdout', { value: stdout, configurable: true, enumerable: true, writable: true })
  Object.defineProperty(process, 'stderr', { value: stderr, configurable: true, enumerable: true, writable: true })
  globalThis.console = new Console({ stdout, stderr })
}

function stream(memory: SharedMemory, port: MessagePort, number: 1 | 2): Writable {
  return new Writable({
    decodeStrings: false,
    write(chunk: string | Buffer, _encoding, done) {
      const text = typeof chunk === 'string' ? chunk : chunk.toString('utf8')
      const piece: OutputPiece = [Atomics.add(memory.control, Header.outputSequence, 1), number, text]
      port.postMessage(piece)
      done()
    },
  })
}
