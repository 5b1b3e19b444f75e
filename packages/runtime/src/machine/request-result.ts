import type { ProcessRecord } from '../process/record.ts'
import { Notice } from '../signals/kinds.ts'
import { copyTerm } from '../terms/copy.ts'
import { encodeTerm } from '../terms/encode.ts'
import { plainError } from './error-term.ts'
import type { Machine } from './machine.ts'

/** Tells the main thread how a process has ended that it waits for: `value` with the reason `'normal'`, else the reason. */
export function answerRequest(
  machine: Machine,
  process: ProcessRecord,
  request: number,
  reason: unknown,
  value: unknown,
): void {
  const normal = reason === 'normal'
  try {
    // A copy first: a getter of the value may send, or throw.
    const term = copyTerm(normal ? value : reason, normal ? 'result' : 'reason', machine.functions)
    writeResult(machine, process, request, normal, term)
  } catch (error) {
    writeResult(machine, process, request, false, plainError(reason instanceof Error ? reason : error))
  }
  machine.endpoint.notify(0)
}

function writeResult(
  { endpoint, functions }: Machine,
  process: ProcessRecord,
  request: number,
  normal: boolean,
  term: unknown,
): void {
  const payload = endpoint.begin()
  payload.u8(Notice.result)
  payload.u32(request)
  payload.f64(process.pid)
  payload.u8(normal ? 1 : 0)
  encodeTerm(payload, endpoint.extras, term, normal ? 'result' : 'reason', functions)
}
