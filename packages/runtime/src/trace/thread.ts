import { parentPort, workerData } from 'node:worker_threads'
import { TraceMemory } from './memory.ts'
import { TraceFile } from './trace-file.ts'
import { type TraceSummary, TraceWriter, type TraceWriterOptions } from './writer.ts'

/** Milliseconds between two looks at the rings, if none of them is half full before. Chosen: what is lost when the whole program is killed. */
const LOOK_MILLISECONDS = 20
/** Milliseconds that a scheduler which should stop recording may take to notice. Chosen: a native call holds it up, and nobody should wait for that. */
const GRACE_MILLISECONDS = 1000

/** What the main thread gives the thread that writes a trace. */
export interface TraceBoot extends TraceWriterOptions {
  buffer: SharedArrayBuffer
  /** The file, open for writing. */
  descriptor: number
}

/** Writes a trace in this worker thread, so that neither schedulers nor the main thread wait for the file; tells the main thread the summary when it has ended. */
export function runTraceThread(): void {
  const boot = workerData as TraceBoot
  const memory = new TraceMemory(boot.buffer)
  const writer = new TraceWriter(memory, new TraceFile(boot.descriptor), boot)
  let deadline = Number.POSITIVE_INFINITY
  for (;;) {
    const { bell, isEnding } = memory
    if (isEnding && deadline === Number.POSITIVE_INFINITY) deadline = performance.now() + GRACE_MILLISECONDS
    if (isEnding && (memory.isClosed || performance.now() > deadline)) break
    writer.drain()
    writer.flush()
    memory.waitForBell(bell, LOOK_MILLISECONDS)
  }
  parentPort?.postMessage(writer.finish() satisfies TraceSummary)
}
