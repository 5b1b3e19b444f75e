import type { MessagePort } from 'node:worker_threads'
import type { SharedBuffers } from '@multibeam/scheduler'

/** What a scheduler's worker thread has from its start on, while it loads its code. */
export interface ThreadData {
  /** Where V8's code of modules is kept, see the compiler's code-cache.ts. */
  readonly codeCache: string | undefined
}

/** What the main thread then gives it, as its first message. */
export interface Boot {
  /** 1 to N. */
  id: number
  buffers: SharedBuffers
  /** Ports to the other endpoints, by endpoint; none to itself. */
  ports: (MessagePort | undefined)[]
  /** Console output goes here, see output.ts. */
  output: MessagePort
  /** `performance.timeOrigin` plus this is when the VM started: its clock's zero, in milliseconds. */
  startedAt: number
  /** Milliseconds an idle scheduler looks around before it parks. */
  spinFor: number
  /** There are more schedulers than cores. */
  crowded: boolean
}

/** From the main thread to a scheduler, over the worker's own port. */
export type Order = 'stop'

/** From a scheduler to the main thread, over the worker's own port. */
export type Report = 'ready'

/** A piece of console output: its place in the VM's output if it has one, the stream, what to write. */
export type OutputPiece = [sequence: number | undefined, stream: 1 | 2, content: string | Uint8Array]
